// What a stroke does to the values of a sheet: an array of numbers from -1 to 1, null where nothing was drawn.

// A value as it is said, with two decimals: one that rounds to nought has no sign, the others a true minus.
export const said = (value) => (value === null ? "–" : (Number(value.toFixed(2)) || 0).toFixed(2).replace("-", "−"));

// A straight line from one row to another, written into the values.
export function joined(values, fromRow, fromValue, toRow, toValue) {
  const steps = Math.abs(toRow - fromRow);
  for (let i = 0; i <= steps; i++) {
    const share = steps ? i / steps : 1;
    values[fromRow + Math.sign(toRow - fromRow) * i] = fromValue + share * (toValue - fromValue);
  }
}

// The mean of each value and its two neighbors, three times; what was not drawn stays so.
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

// The same drawing on another number of rows: between two drawn neighbors along a line.
export function resized(values, rows) {
  if (values.length === rows) return values;
  return Array.from({ length: rows }, (_, row) => {
    const place = (row / Math.max(1, rows - 1)) * (values.length - 1);
    const [low, high] = [values[Math.floor(place)], values[Math.ceil(place)]];
    return low === null || high === null ? null : low + (place % 1) * (high - low);
  });
}
