/** The header in which proxy.ts hands on the address that the browser asked for. */
export const ASKED_HEADER = "x-evenhand-asked";
