// Fetches the frames of a recording a few at a time, widely spaced ones first, and keeps them as received (16-bit). A
// frame laid over the newest payload becomes a view. This module does not draw.

import { called } from "./payload.mjs";

const BATCH = 300_000; // approximate bytes per request
const GLANCE = 16; // frames fetched before the reader asks for any

// Return the training steps in the order in which they help most: the ends, the middle, the quarters, ...
export function coarseFirst(steps) {
  const order = [];
  const seen = new Set();
  const add = (i) => !seen.has(i) && seen.add(i) && order.push(steps[i]);
  const last = steps.length - 1;
  if (last >= 0) add(0) && add(last);
  for (let parts = 2; order.length < steps.length; parts *= 2) for (let k = 1; k < parts; k += 2) add(Math.round((k * last) / parts));
  return order;
}

// Decode an answer of the server into frames, {step, tracks: Map, said, alt, cell, data}; playground/player/film.py
// encodes it.
export function frames(bytes) {
  const found = [];
  for (let at = 0; at + 8 <= bytes.length; ) {
    const numbers = new DataView(bytes.buffer, bytes.byteOffset + at, 8);
    const [size, length] = [numbers.getUint32(0, true), numbers.getUint32(4, true)];
    const header = JSON.parse(new TextDecoder().decode(bytes.subarray(at + 8, at + 8 + length)));
    const data = bytes.slice(at + 8 + length, at + size).buffer;
    found.push({ ...header, tracks: new Map(header.tracks.map((t) => [t.name, t])), data });
    at += size;
  }
  return found;
}

// Decode the values of a frame's track into numbers, in an array that is reused.
export function decode({ offset, shape, scale }, data, into) {
  const count = shape[0] * (shape[1] ?? 1);
  if (scale === null) return new Float32Array(data, offset, count);
  const codes = new Int16Array(data, offset, count);
  const values = into?.length === count ? into : new Float32Array(count);
  for (let i = 0; i < count; i += 1) values[i] = codes[i] === -32768 ? NaN : (codes[i] + 0.5) / scale;
  return values;
}

async function download(address, steps) {
  const answer = await fetch(new URL(`${address}?steps=${steps.join()}`, document.baseURI));
  if (!answer.ok) throw new Error(`the recording answered ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

export class Film {
  // `changed` is called whenever frames have arrived.
  constructor(changed, get = download) {
    Object.assign(this, { changed, get });
    this.#clear(null);
  }

  #clear(address) {
    Object.assign(this, { address, kept: new Map(), extents: new Map(), reaches: new Map(), buffers: new Map(), steps: [], wanted: null, size: 0, greed: 0, busy: null, refused: false });
  }

  // Adapt to a new payload, which lists the frames; another recording, probe or layer has another address.
  fit(view) {
    const address = view.film ?? null;
    if (address !== this.address) this.#clear(address);
    this.steps = view.training?.frames ?? [];
    const known = new Set(this.steps);
    for (const step of this.kept.keys()) if (!known.has(step) && step !== this.wanted) this.kept.delete(step);
  }

  // Add frames that do not come from the server (in an exported page).
  feed(bytes) {
    for (const frame of frames(bytes)) this.#keep(frame);
  }

  get loaded() {
    return [...this.kept.keys()].sort((a, b) => a - b);
  }

  get complete() {
    return this.steps.every((step) => this.kept.has(step));
  }

  // Return the recorded training step nearest to any step.
  nearest(step, steps = this.steps) {
    return steps.reduce((best, s) => (best === null || Math.abs(s - step) < Math.abs(best - step) ? s : best), null);
  }

  // Fetch a first selection of frames, so that some are loaded when the reader starts to move through the training.
  glance() {
    this.greed = Math.max(this.greed, GLANCE);
    this.#go();
  }

  // Fetch all frames, and this step before all others.
  want(step) {
    this.greed = Infinity;
    this.wanted = step;
    this.#go();
  }

  async #go() {
    if (this.busy || !this.address || this.refused) return;
    const mine = (this.busy = {});
    try {
      for (let next = this.#next(); next.length; next = this.#next()) {
        const bytes = await this.get(this.address, next);
        if (this.busy !== mine) return; // another recording has replaced this one
        const came = frames(bytes);
        came.forEach((frame) => this.#keep(frame));
        if (!came.some((frame) => next.includes(frame.step))) this.refused = true; // it no longer has them
        this.changed();
        if (this.refused) break;
      }
    } catch {
      this.refused = true; // gone, or no network: keep the fetched frames; a new address starts again
      if (this.busy === mine) this.changed();
    } finally {
      if (this.busy === mine) this.busy = null;
    }
  }

  #next() {
    if (this.kept.size >= this.greed) return [];
    const missing = (step) => !this.kept.has(step);
    const rest = coarseFirst(this.steps).filter(missing);
    const first = this.wanted !== null && this.steps.includes(this.wanted) && missing(this.wanted) ? [this.wanted] : [];
    const many = this.size ? Math.max(1, Math.min(24, Math.floor(BATCH / this.size))) : 3;
    return [...new Set([...first, ...rest])].slice(0, Math.min(many, this.greed - this.kept.size));
  }

  #keep(frame) {
    this.kept.set(frame.step, frame);
    this.size = frame.data.byteLength;
    for (const { name, extent, reach } of frame.tracks.values()) {
      if (!extent) continue;
      if (Number.isFinite(reach)) this.reaches.set(name, [...(this.reaches.get(name) ?? []), reach].sort((a, b) => a - b));
      const [low, high] = this.extents.get(name) ?? [Infinity, -Infinity];
      this.extents.set(name, [Math.min(low, extent[0]), Math.max(high, extent[1])]);
    }
  }

  // Return the end of a map's colour scale for the whole recording. The few frames at the end of a run that diverges do
  // not count.
  #reach(name) {
    const every = this.reaches.get(name);
    return every && every[Math.floor(0.98 * (every.length - 1))];
  }

  // Return the view of a recorded step over the newest payload, or null if it is not loaded or does not fit.
  view(step, live) {
    const frame = this.kept.get(step);
    return frame ? this.over(frame, live, (name) => ({ extent: this.extents.get(name), reach: this.#reach(name) })) : null;
  }

  // Lay a frame over a payload; `scale` returns the limits of a track's scale, which otherwise are those of the frame.
  over(frame, live, scale) {
    const tracks = [];
    for (const track of live.tracks) {
      const entry = frame.tracks.get(track.name);
      if (track.kind === "hidden") {
        if (entry) tracks.push({ ...track, values: decode(entry, frame.data), steps: entry.shape[0], width: entry.shape[1] ?? 1 });
        continue; // for the companions of the tracks; a frame may hold fewer units of it
      }
      if (!entry || entry.shape.join() !== track.shape.join()) return null;
      const values = decode(entry, frame.data, this.buffers.get(track.name));
      if (entry.scale !== null) this.buffers.set(track.name, values);
      const aside = entry.note === track.note ? track.aside : called({ ...track, note: entry.note }).aside;
      tracks.push({ ...track, values, aside, dimmed: entry.dimmed, ...(scale?.(track.name) ?? { extent: undefined, reach: entry.reach }) });
    }
    return { ...live, tracks, said: frame.said, alt: frame.alt, asides: frame.asides, drawings: frame.drawings, cell: { ...live.cell, ...frame.cell } };
  }
}
