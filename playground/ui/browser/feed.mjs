// Polls the feed of a part of the page during training and passes each element its part of the message.
// At most one request is active. A hidden page requests no data, only an occasional sign of life.

import { give, inSight } from "./elements.mjs";
import { clear, write } from "./live_text.mjs";
import { mounted } from "./mounted.mjs";

const AGAIN = 1000; // milliseconds before a failed request is repeated
const REST = 4000; // milliseconds between signs of life of a hidden page

// Decode a message of playground/ui/shell/feed.py: length, JSON header, bytes in the order of the header.
export function unpack(bytes) {
  const length = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
  let at = 4 + length;
  for (const [key, size] of Object.entries(header.packed)) header.packed[key] = bytes.subarray(at, (at += size));
  return header;
}

const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

// Wait until the page's visibility changes, at most `milliseconds`.
const unseen = (milliseconds) =>
  new Promise((resolve) => {
    document.addEventListener("visibilitychange", resolve, { once: true });
    setTimeout(resolve, milliseconds);
  });

class Feed {
  settle() {}

  // Start again after the part of the page was redrawn: an empty cursor requests everything.
  show(bytes, send) {
    const { address } = JSON.parse(new TextDecoder().decode(bytes));
    Object.assign(this, { address, send, cursor: "", turn: (this.turn ?? 0) + 1 });
    clear();
    this.under?.abort();
    if (address) this.#go(this.turn);
  }

  async #go(turn) {
    while (turn === this.turn) {
      try {
        if (document.hidden) await this.#rest();
        else if (!(await this.#next(turn))) return;
      } catch {
        await wait(AGAIN); // no network, or the server was restarted, which Streamlit reports
      }
    }
  }

  // Send one request. Return whether to continue.
  async #next(turn) {
    const query = new URLSearchParams({ cursor: this.cursor, seen: inSight().join() });
    const answer = await this.#fetch(query);
    if (answer.status === 204) return false; // the page was closed
    if (!answer.ok) throw new Error(`the feed answered ${answer.status}`);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    if (turn !== this.turn || !bytes.length) return true;
    const message = unpack(bytes);
    if (message.stale) {
      this.send("stale", performance.now()); // the next payload restarts the feed
      return false;
    }
    this.cursor = message.cursor;
    for (const [key, part] of Object.entries(message.parts)) {
      if (!give(key, part, message.packed[key]) && part.said) write(key, part.said, { share: part.share });
    }
    await new Promise(requestAnimationFrame); // draw this message before requesting the next
    return true;
  }

  async #rest() {
    await this.#fetch(new URLSearchParams({ rest: "" }));
    await unseen(REST);
  }

  #fetch(query) {
    this.under = new AbortController();
    return fetch(new URL(`${this.address}?${query}`, document.baseURI), { signal: this.under.signal });
  }

  end() {
    this.turn += 1;
    this.under?.abort();
    clear();
  }
}

export default mounted(Feed);
