import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { MIGRATIONS } from "../../lib/clickhouse/migrations";
import { Fault, isErrno, messageOf } from "./fault";
import { readMigrations } from "./migrate";
import { clusterFolder } from "./postgres";

/** Of the embedded Postgres: a cluster of another major version can be neither read nor upgraded in place. */
const POSTGRES_MAJOR = 18;

const Mark = z.object({ register: z.array(z.string()), traffic: z.array(z.string()) });

const markFile = (dataDir: string) => join(dataDir, "version.json");

/** Makes the folder where it is missing and gives its true path. */
export function openDataFolder(folder: string): string {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return realpathSync(folder);
  } catch (error) {
    throw new Fault(`The data folder ${folder} cannot be written: ${messageOf(error)}`);
  }
}

/**
 * Throws when the folder was last used by a newer version. Only reads: Postgres is not started to find out, and a
 * refused folder stays as it is to the byte.
 */
export function refuseNewer(dataDir: string): void {
  const refuse = (why: string): never => {
    throw new Fault(
      `The data folder ${dataDir} belongs to a newer version of Evenhand (${why}). Nothing was changed. Start that version, or set DATA_DIR to another folder.`,
    );
  };
  const cluster = join(clusterFolder(dataDir), "PG_VERSION");
  const major = existsSync(cluster) ? Number.parseInt(readFileSync(cluster, "utf8"), 10) : POSTGRES_MAJOR;
  if (major > POSTGRES_MAJOR) refuse(`Postgres ${major}`);
  if (major < POSTGRES_MAJOR)
    throw new Fault(
      `The data folder ${dataDir} holds Postgres ${major}; this version has ${POSTGRES_MAJOR}. docs/operations.md says how to move it. Nothing was changed.`,
    );
  const mark = readMark(dataDir);
  if (!mark) return;
  const known = {
    register: readMigrations().map(({ name }) => name),
    traffic: MIGRATIONS.map(({ name }) => name),
  };
  const unknown = [
    ...mark.register.filter((name) => !known.register.includes(name)),
    ...mark.traffic.filter((name) => !known.traffic.includes(name)),
  ];
  if (unknown.length > 0) refuse(`it has had ${unknown.join(", ")}`);
}

function readMark(dataDir: string): z.infer<typeof Mark> | null {
  try {
    return Mark.parse(JSON.parse(readFileSync(markFile(dataDir), "utf8")));
  } catch (error) {
    if (isErrno(error, "ENOENT")) return null;
    throw new Fault(`${markFile(dataDir)} cannot be read, so that the version of this folder is unknown.`);
  }
}

/** Notes what the stores of this folder have had, so that an older version can tell without opening them. */
export function markVersion(dataDir: string, register: readonly string[]): void {
  const text = `${JSON.stringify({ register, traffic: MIGRATIONS.map(({ name }) => name) }, null, 2)}\n`;
  const file = markFile(dataDir);
  if (existsSync(file) && readFileSync(file, "utf8") === text) return;
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}
