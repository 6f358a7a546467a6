// Words arrive in the payload, each with fields in braces: `say` fills them with the numbers of the moment.

export const say = (template, values) => template.replace(/\{(\w+)\}/g, (_, name) => values[name]);
