// Translates pointer, touch and keyboard events into actions of the reader, which tracks.mjs carries out.

import { heightIn } from "./lines.mjs";
import { input } from "./editing.mjs";
import { press } from "./keys.mjs";
import { rowAt } from "./layout.mjs";
import { unitAt } from "./maps.mjs";
import { valueAt } from "./payload.mjs";

// Return what is under a point of the stage: column, row, unit, a dot that can be dragged, a position for a marker.
export function under(point, view, place, coarse = false) {
  const t = place.axis.at(point.x);
  const row = rowAt(place, point.y);
  const found = { t, row, unit: unitUnder(row, t, point.y), grab: null, bell: null };
  if (!view.editable || !row?.lane) return found;
  if (point.y < row.lane.bottom) return { ...found, bell: t };
  const track = input(view);
  if (!track) return found;
  const value = valueAt(track, t);
  const near = Math.abs(heightIn(row)(value) - point.y) <= (coarse ? 22 : 11);
  return near ? { ...found, grab: t } : found;
}

// Return the unit of a map's row, or of the nearest line.
function unitUnder(row, t, y) {
  if (row?.kind === "map") return unitAt(row.tracks[0], row, y);
  const [track] = row?.tracks ?? [];
  if (row?.kind !== "line" || track.width < 2) return null;
  const away = Array.from({ length: track.width }, (_, u) => Math.abs(heightIn(row)(valueAt(track, t, u)) - y));
  const u = away.indexOf(Math.min(...away));
  return away[u] <= 12 ? u : null;
}

// Convert a height in pixels to a value of a row.
export function valueFor(row, y) {
  const share = (row.bottom - y) / (row.bottom - row.top);
  return row.ends.low + share * (row.ends.high - row.ends.low);
}

// Listen to the events of the stage. `player` has choose(unit), edit(t, value), toggle(t), and a `sequence` with peek,
// take, release and play; it shows `view` and `place`.
export function listen(stage, player) {
  let drag = null; // {grab: column} while a dot is dragged, {grab: null} while the cursor is
  const point = (event) => {
    const box = stage.parentElement.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const spot = (event, { t }) => ({ t, value: valueFor(player.guide.row, point(event).y) });
  const find = (event) => player.guide.free(under(point(event), player.view, player.place, event.pointerType === "touch"));

  stage.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    const found = find(event);
    if (found.bell !== null) return player.toggle(found.bell);
    stage.setPointerCapture(event.pointerId);
    if (player.guide.isSheet(found.row)) {
      drag = { grab: null, sheet: spot(event, found) };
      player.guide.stroke(drag.sheet, drag.sheet);
      return player.sequence.take(found.t);
    }
    drag = { grab: found.grab };
    player.edits.busy = found.grab !== null;
    player.sequence.take(found.t);
    player.sequence.peek(found);
    if (found.unit !== null && found.grab === null) player.choose(found.unit);
  });
  stage.addEventListener("pointermove", (event) => {
    const found = find(event);
    player.guide.point(found.row);
    if (drag?.sheet) {
      const next = spot(event, found);
      player.guide.stroke(drag.sheet, next);
      drag.sheet = next;
      return player.sequence.take(found.t);
    }
    stage.style.cursor = found.grab !== null || drag?.grab != null ? "ns-resize" : found.bell !== null ? "pointer" : "crosshair";
    if (drag?.grab != null) return player.edit(drag.grab, valueFor(player.place.rows[0], point(event).y));
    if (drag) player.sequence.take(found.t);
    player.sequence.peek(found);
  });
  const stop = () => {
    if (!drag) return;
    drag = null;
    player.edits.busy = false;
  };
  stage.addEventListener("pointerup", stop);
  stage.addEventListener("pointercancel", stop);
  stage.addEventListener("pointerleave", () => {
    player.guide.point(null);
    player.sequence.peek(null);
  });
  stage.addEventListener("touchstart", (event) => {
    const found = player.guide.free(under(point(event.touches[0]), player.view, player.place, true));
    // keep the page from scrolling under the finger
    if (found.grab !== null || found.bell !== null || player.guide.isSheet(found.row)) event.preventDefault();
  }, { passive: false });
  stage.addEventListener("keydown", (event) => press("tracks", event, player));
  stage.addEventListener("blur", () => player.sequence.peek(null));
}
