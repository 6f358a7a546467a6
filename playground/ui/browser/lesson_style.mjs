// Styles a lesson's card.

export const css = `
:host { display: block; }
.lesson { display: flex; flex-direction: column; gap: 0.625rem; color: var(--st-text-color); font-family: var(--st-font);
  font-size: 0.9375rem; line-height: 1.4; --edge: color-mix(in srgb, var(--st-text-color) 22%, var(--st-background-color)); }
p, h3, dl, dd, ol, fieldset { margin: 0; padding: 0; border: 0; min-width: 0; }
h3 { font: 600 1.25rem / 1.2 "Source Serif", Georgia, serif; outline: none; }
header { display: flex; flex-direction: column; gap: 0.25rem; font-size: 0.8125rem; }
.course { font-weight: 600; display: flex; justify-content: space-between; align-items: center; gap: 0.5rem; }
.height { display: none; }
summary { cursor: pointer; display: flex; align-items: center; gap: 0.5rem; border-radius: 4px; }
.progress { flex: 1; height: 4px; border-radius: 2px; background: linear-gradient(var(--st-text-color), var(--st-text-color))
  0 / calc(100% * var(--share)) 100% no-repeat, var(--edge); }
ol { list-style: decimal; padding-left: 1.75rem; margin-top: 0.375rem; }
li button { border: 0; padding: 0.125rem 0.25rem; min-height: 0; text-align: left; }
[aria-current] { font-weight: 600; }
.track { color: var(--letter); font-weight: 600; border-radius: 3px; cursor: help; }
.track.letter { font: italic 600 1.1em / 1 "Source Serif", Georgia, serif; padding: 0 0.125em; }
.track:focus-visible, .track:hover, .track.lit { outline: 2px solid var(--letter); outline-offset: 1px; }
form, .compare { display: flex; flex-direction: column; gap: 0.5rem; align-items: stretch; }
.ask { padding: 0.625rem 0.75rem; border: 1px solid var(--edge); border-radius: 0.5rem; }
legend { padding: 0; margin-bottom: 0.375rem; font-weight: 600; }
.option { display: flex; gap: 0.5rem; align-items: baseline; padding: 0.1875rem 0; cursor: pointer; }
input, textarea, button { font: inherit; color: inherit; accent-color: var(--st-text-color); }
.range { display: flex; gap: 0.75rem; align-items: center; }
.range input { flex: 1; min-width: 0; }
output { font-variant-numeric: tabular-nums; min-width: 3rem; text-align: right; }
.hint, .locked, .kept { font-size: 0.8125rem; }
.task { font-weight: 600; }
.hand { font-size: 1.25em; line-height: 1; }
.truth { padding: 0.5rem 0.75rem; border-left: 3px dashed var(--st-text-color); font-weight: 600; }
.write label { display: flex; flex-direction: column; gap: 0.25rem; font-size: 0.875rem; }
.write input, textarea { padding: 0.375rem 0.5rem; border: 1px solid color-mix(in srgb, var(--st-text-color) 55%, var(--st-background-color));
  border-radius: 0.375rem; background: var(--st-background-color); resize: vertical; }
button { min-height: 2rem; padding: 0.25rem 0.75rem; border: 1px solid var(--edge); border-radius: 0.5rem;
  background: var(--st-background-color); cursor: pointer; }
button:hover:not(:disabled) { border-color: currentColor; }
button:focus-visible, summary:focus-visible, input:focus-visible, textarea:focus-visible { outline: 2px solid var(--st-text-color); outline-offset: 2px; }
button:disabled { cursor: default; opacity: 0.5; }
.primary { background: var(--st-text-color); color: var(--st-background-color); border-color: transparent; font-weight: 600; }
.primary:disabled { background: var(--edge); color: inherit; }
.stay { display: flex; flex-direction: column; gap: 0.5rem; position: sticky; bottom: 0; padding: 0.5rem 0; background: var(--st-background-color); }
footer { display: flex; flex-wrap: wrap; gap: 0.5rem; }
.leave { margin-left: auto; border-color: transparent; background: none; text-decoration: underline; }
.summary summary { font-weight: 600; }
dl { display: flex; flex-direction: column; gap: 0.125rem; font-size: 0.875rem; margin-top: 0.375rem; }
dt { font-weight: 600; margin-top: 0.375rem; }
.line { font-style: italic; }
.heard { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.waits { font-size: 0.875rem; }
@media (max-width: 40rem) { .height { display: block; } button { min-height: 2.5rem; } .lesson { gap: 0.5rem; }
  header { flex-flow: row wrap; align-items: center; gap: 0 0.75rem; } .course { flex: 1 1 0; } .steps { flex: 0 0 6rem; } .steps[open] { flex-basis: 100%; } }
`;
