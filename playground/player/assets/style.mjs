// The player's style sheets as text. An exported page puts a module with the text itself in this one's place.

const sheet = async (name) => (await fetch(new URL(name, import.meta.url))).text();

export const css = (await Promise.all([sheet("tracks.css"), sheet("controls.css"), sheet("cell.css"), sheet("cell_diagram.css")])).join("\n");
