// Edits the values of a drawn series: an array of numbers from -1 to 1, with null where nothing was drawn.

// Format a value with two decimals and a true minus sign. A value that rounds to 0 has no sign.
export function said(value, language = "en") {
  if (value === null) return "–";
  const decimals = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  return new Intl.NumberFormat(language, decimals).format(Number(value.toFixed(2)) || 0).replace("-", "−");
}

// Write a straight line between two rows into the values.
export function joined(values, fromRow, fromValue, toRow, toValue) {
  const steps = Math.abs(toRow - fromRow);
  for (let i = 0; i <= steps; i++) {
    const share = steps ? i / steps : 1;
    values[fromRow + Math.sign(toRow - fromRow) * i] = fromValue + share * (toValue - fromValue);
  }
}

// Average each value with its two neighbors, three times; null stays null.
export function smoothed(values) {
  for (let round = 0; round < 3; round++) {
    values = values.map((value, i) => {
      if (value === null) return null;
      const near = [values[i - 1], value, values[i + 1]].filter((v) => v !== null && v !== undefined);
      return near.reduce((sum, v) => sum + v, 0) / near.length;
    });
  }
  return values;
}

// Resample the values to another number of rows, with linear interpolation between neighbors that are both drawn.
export function resized(values, rows) {
  if (values.length === rows) return values;
  return Array.from({ length: rows }, (_, row) => {
    const place = (row / Math.max(1, rows - 1)) * (values.length - 1);
    const [low, high] = [values[Math.floor(place)], values[Math.ceil(place)]];
    return low === null || high === null ? null : low + (place % 1) * (high - low);
  });
}
