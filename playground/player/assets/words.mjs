// Fills the {fields} of texts, which arrive in the payload, with values.

export const say = (template, values) => template.replace(/\{(\w+)\}/g, (_, name) => values[name]);
