// Computes the values at the ends of a row's scale, with pure functions.

// Round up to 1, 2, 2.5 or 5 times a power of ten, so that the ends of a scale do not move with every update.
export function roundUp(x) {
  if (!(x > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(x));
  for (const m of [1, 2, 2.5, 5]) if (x <= m * power * (1 + 1e-9)) return m * power;
  return 10 * power;
}

export function extent(tracks) {
  let low = Infinity;
  let high = -Infinity;
  for (const { values, extent: known } of tracks) {
    // The frames of a recording share one extent, so that the scale does not change during playback.
    for (const v of known ?? values) {
      if (!Number.isFinite(v)) continue;
      if (v < low) low = v;
      if (v > high) high = v;
    }
  }
  return low <= high ? [low, high] : [0, 0];
}

const agreed = (tracks, end) => {
  const given = tracks.map((t) => t[end]).filter((v) => v !== null && v !== undefined);
  return given.length ? (end === "low" ? Math.min(...given) : Math.max(...given)) : null;
};

// Return {low, high} for a row of series, lines or a map. Lines without given ends fit their values and include 0. Maps
// without given ends are symmetric around 0; their colour scale may end below the largest value, so that one unit does
// not make all others look blank, and then `beyond` is true.
export function ends(row) {
  const low = agreed(row.tracks, "low");
  const high = agreed(row.tracks, "high");
  if (row.kind !== "series" && low !== null && high !== null) return { low, high };
  const [least, most] = extent(row.tracks);
  if (row.kind === "line") return { low: low ?? outward(least, -1, most - least), high: high ?? outward(most, 1, most - least) };
  if (row.kind === "map") {
    const largest = Math.max(Math.abs(least), Math.abs(most));
    const reach = roundUp(Math.min(row.tracks[0].reach ?? Infinity, largest));
    return { low: low ?? -reach, high: high ?? reach, ...(reach < largest ? { beyond: true } : {}) };
  }
  const a = Math.min(low ?? least, least);
  const b = Math.max(high ?? most, most);
  const step = roundUp((b - a || Math.abs(a) || 1) / 8);
  const bottom = low === a ? a : Math.floor(a / step + 1e-9) * step;
  const top = high === b ? b : Math.ceil(b / step - 1e-9) * step;
  return bottom < top ? { low: bottom, high: top } : { low: bottom - step, high: top + step };
}

// Return the limits of one unit of a map: those of the map, if they are given, otherwise fitting its values.
export function endsOfUnit(track, { low, high }, unit) {
  if (track.low !== null && track.high !== null) return { low, high };
  const values = Array.from({ length: track.steps }, (_, t) => track.values[t * track.width + unit]);
  return ends({ kind: "line", tracks: [{ low: track.low, high: track.high, values }] });
}

// Return a round end of a line's scale: 0, or a few steps of the scale away from it on the side `sign`.
function outward(value, sign, range) {
  const end = Math.max(0, sign * value);
  const step = roundUp((Math.max(range, Math.abs(value)) || 1) / 5);
  return sign * Math.ceil(end / step - 1e-9) * step || (range || value ? 0 : sign);
}

const FLOORS = [2, 3, 4, 6, 8, 10, 12, 16, 20, 25, 30, 40, 50, 60, 80, 100, 150, 200, 300, 400];

// Return the ends of a gradient's scale as powers of ten: high ≥ 0, low rounded; `cut` if a value is below low.
export function decades(track) {
  const finite = Array.from(track.extent ?? track.values).filter(Number.isFinite);
  const least = Math.min(0, ...finite);
  const given = track.low > 0 ? -Math.log10(track.low) : null;
  const floor = given ?? FLOORS.find((n) => n >= -least - 1e-9) ?? FLOORS.at(-1);
  const cut = Array.from(track.values).some((v) => v < -floor - 1e-9);
  return { low: -floor, high: Math.max(0, Math.ceil(Math.max(0, ...finite) - 1e-9)), cut };
}

// Map a value to a fraction of the height, 0 at the bottom, clipped to [0, 1].
export function share(value, { low, high }) {
  return Math.min(1, Math.max(0, (value - low) / (high - low)));
}
