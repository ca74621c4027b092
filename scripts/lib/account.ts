import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, readFileSync, statSync } from "node:fs";
import { dirname, parse } from "node:path";
import { Fault } from "./fault";

const NAME = "evenhand";

/**
 * How Postgres is run: it refuses to run as root, so root runs it as an account of its own. `prefix` is the command
 * that does so where folders on the way are closed to that account.
 */
export type Account = { uid: number; gid: number; prefix: readonly string[] };

type Ids = Pick<Account, "uid" | "gid">;

/**
 * The account for Postgres, or null when we are not root and it runs as ourselves. It must pass through the folders and
 * run the program. A cluster that belongs to an account already stays with it.
 */
export function accountFor(cluster: string, folders: readonly string[], program: string): Account | null {
  if (process.getuid?.() !== 0) return null;
  const ids = ownerOf(cluster) ?? find(NAME) ?? create() ?? find("postgres") ?? find("nobody");
  if (!ids) throw new Fault("Postgres does not run as root, and this system has no account to run it as.");
  const closed = [...folders, program].flatMap((path) => closedParents(path, ids));
  if (closed.length === 0) return { ...ids, prefix: [] };
  const prefix = capabilityPrefix(ids, folders, program);
  if (prefix) return { ...ids, prefix };
  const names = [...new Set(closed)];
  throw new Fault(
    `Postgres runs as an account of its own (user ${ids.uid}), which cannot pass through ${names.join(" and ")}. ` +
      `Open the way with: chmod o+x ${names.join(" ")} (or start Evenhand from another folder, or as an ordinary user).`,
  );
}

function ownerOf(folder: string): Ids | null {
  const { uid, gid } = statSync(folder, { throwIfNoEntry: false }) ?? { uid: 0, gid: 0 };
  return uid === 0 ? null : { uid, gid };
}

function find(name: string): Ids | null {
  const line = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(":") ?? [];
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : null;
}

function create(): Ids | null {
  for (const [command, ...args] of [
    [
      "useradd",
      "--system",
      "--user-group",
      "--no-create-home",
      "--home-dir",
      "/nonexistent",
      "--shell",
      "/usr/sbin/nologin",
      NAME,
    ],
    ["adduser", "-S", "-D", "-H", NAME],
  ] as const) {
    spawnSync(command, args, { stdio: "ignore" });
    const made = find(NAME);
    if (made) return made;
  }
  return null;
}

/** What lies on the way from the root to this path, itself included, and is closed to the account. */
function closedParents(target: string, { uid, gid }: Ids): string[] {
  const path: string[] = [];
  for (let at = target; at !== parse(at).root; at = dirname(at)) path.unshift(at);
  return path.filter((at) => {
    const { mode, uid: owner, gid: group } = statSync(at);
    const bit = owner === uid ? 0o100 : group === gid ? 0o010 : 0o001;
    return (mode & bit) === 0;
  });
}

/**
 * A home of root is closed (0700), and a clone in it as well. Where util-linux and the container allow it, Postgres is
 * given the one capability to pass through, and no other. Null where that does not work.
 */
function capabilityPrefix({ uid, gid }: Ids, folders: readonly string[], program: string): string[] | null {
  const needs = [[program, "--version"], ...folders.map((folder) => ["ls", "-d", `${folder}/.`])];
  for (const capability of ["dac_read_search", "dac_override"]) {
    const only = `-all,+${capability}`;
    const prefix = [
      "setpriv",
      `--reuid=${uid}`,
      `--regid=${gid}`,
      "--clear-groups",
      `--bounding-set=${only}`,
    ];
    prefix.push(`--inh-caps=${only}`, `--ambient-caps=${only}`, "--");
    const works = needs.every((need) => {
      const [command = "", ...args] = [...prefix, ...need];
      return spawnSync(command, args, { stdio: "ignore" }).status === 0;
    });
    if (works) return prefix;
  }
  return null;
}

/** Gives the folder and what is in it to the account. */
export function giveTo(account: Account | null, folder: string): void {
  if (!account) return;
  const { uid, gid } = statSync(folder);
  if (uid !== account.uid || gid !== account.gid)
    execFileSync("chown", ["-R", `${account.uid}:${account.gid}`, folder]);
}

/** Our own data folder may be closed to the account (mktemp makes such): what is secret in it has modes of its own. */
export function letPass(folder: string): void {
  if (process.getuid?.() !== 0) return;
  const { mode } = statSync(folder);
  if ((mode & 0o001) === 0) chmodSync(folder, (mode & 0o777) | 0o001);
}
