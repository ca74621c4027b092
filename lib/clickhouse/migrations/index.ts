import { DECISIONS } from "./001-decisions";

// Text in the program, not files: a bundled server has no folder to look in. Never edit one that was released.
export const MIGRATIONS: readonly { name: string; statements: readonly string[] }[] = [
  { name: "001-decisions", statements: DECISIONS },
];
