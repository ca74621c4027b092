/** A JSON value. Its objects may have a prototype: look members up by `Object.hasOwn` where names come from outside. */
export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };
