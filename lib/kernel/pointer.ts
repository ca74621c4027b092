/** One reference token of a JSON pointer, escaped (RFC 6901). */
export const pointerToken = (name: string | number): string =>
  String(name).replaceAll("~", "~0").replaceAll("/", "~1");
