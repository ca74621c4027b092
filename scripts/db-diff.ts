// Prints the SQL for the next migration: from prisma/schema at a revision of git (`-- HEAD`) to the files as they are;
// without a revision, from nothing. Whether the migrations lead to the schema is a test: prisma/migrations.db.test.ts.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPostgres } from "./lib/postgres";
import { schemaSql } from "./lib/schema-sql";

const FOLDER = "prisma/schema";
const git = (...args: string[]) => execFileSync("git", args, { encoding: "utf8" });

const [revision] = process.argv.slice(2);
const before = revision
  ? git("ls-tree", "--name-only", `${revision}:${FOLDER}`)
      .trim()
      .split("\n")
      .map((name) => ({ path: name, content: git("show", `${revision}:${FOLDER}/${name}`) }))
  : [];
const now = readdirSync(FOLDER).map((name) => ({
  path: name,
  content: readFileSync(join(FOLDER, name), "utf8"),
}));

const folder = mkdtempSync(join(realpathSync(tmpdir()), "evenhand-diff-"));
const server = await startPostgres(folder, { volatile: true });
try {
  process.stdout.write(await schemaSql(server.url("owner", "postgres"), before, now));
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
