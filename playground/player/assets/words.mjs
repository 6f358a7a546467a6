// The player's own words, in English. Python may send others of the same keys (View.words).

export const WORDS = {
  time: "Time step",
  unit: "unit",
  units: "units",
  bell: "bell",
  to: "to",
  before_loss: "{n} before the loss",
  at_loss: "at the loss",
  after_loss: "after the loss",
  nothing: "no value",
};

export const say = (template, values) => template.replace(/\{(\w+)\}/g, (_, name) => values[name]);
