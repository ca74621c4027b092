import type { Field } from "../gateway";

/** LiteLLM writes empty text, and Python's None as text, where it knows nothing. */
const isFilled = (field: Field): boolean => field.stated && field.value !== "" && field.value !== "None";

/** The first that says something; else the first place, with nothing. */
export const filled = (...fields: readonly [Field, ...Field[]]): Field =>
  fields.find(isFilled) ?? fields[0].with(undefined);
