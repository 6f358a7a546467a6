// Loads the player's style sheets as text. Exported pages replace this module with one that contains the text.

const sheet = async (name) => (await fetch(new URL(name, import.meta.url))).text();

export const css = (await Promise.all([sheet("tracks.css"), sheet("controls.css"), sheet("cell.css"), sheet("cell_diagram.css")])).join("\n");
export const terms = await sheet("terms.css");
