import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withTables } from "./lib/reviews-doc";

// Prints the lifecycle of reviews, which service, database and tests follow, into docs/reviews.md.
const path = join(import.meta.dirname, "../docs/reviews.md");
writeFileSync(path, withTables(readFileSync(path, "utf8")));
