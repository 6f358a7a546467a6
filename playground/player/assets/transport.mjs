// Creates the playback controls: play, step back, step forward and speed. The callbacks in `act` implement them.

import { element } from "./labels.mjs";
import { sign } from "./signs.mjs";
import { say } from "./words.mjs";

export function button(className, parent, act) {
  const node = element("button", className, parent);
  node.type = "button";
  node.addEventListener("click", act);
  return node;
}

// Create a select element; `options` are [value, text].
export function choice(className, parent, options, value, act) {
  const node = element("select", className, parent);
  for (const [key, text] of options) element("option", "", node, text).value = key;
  node.value = value;
  node.addEventListener("change", () => act(node.value));
  return node;
}

// Playback buttons and a speed menu. `act` has the callbacks play(), move(±1) and pace(value); name() sets the labels
// {play, stop, back, forward, pace} and the speeds, a list of numbers formatted with `pattern`.
export class Transport {
  constructor(parent, act) {
    Object.assign(this, { parent, act });
    this.play = button("play", parent, () => act.play());
    this.back = button("step", parent, () => act.move(-1));
    this.forward = button("step", parent, () => act.move(1));
    this.back.append(sign("back"));
    this.forward.append(sign("forward"));
  }

  name(names, words, paces, pattern, pace) {
    this.names = names;
    for (const [node, word] of [[this.back, names.back], [this.forward, names.forward]]) {
      node.title = word;
      node.setAttribute("aria-label", word);
    }
    this.pace?.remove();
    const options = paces.map((n) => [String(n), say(pattern, { n })]);
    this.pace = choice("pace", this.parent, options, String(pace), (value) => this.act.pace(Number(value)));
    this.pace.setAttribute("aria-label", names.pace);
    this.forward.after(this.pace);
    this.shown = null;
  }

  tell(playing) {
    if (playing === this.shown) return;
    this.shown = playing;
    this.play.replaceChildren(sign(playing ? "stop" : "play"), playing ? this.names.stop : this.names.play);
  }
}
