export type LockFile = { packages: Record<string, LockedPackage> };
type LockedPackage = Record<string, unknown> & { optionalDependencies?: Record<string, string> };

/**
 * Optional packages that the lock file names but does not hold, as [path of the entry, version]. npm leaves out those
 * that the registry at hand lacks, and then never installs them on the platform that needs them.
 */
export function missingOptionals({ packages }: LockFile): [string, string][] {
  return Object.entries(packages).flatMap(([path, entry]) =>
    Object.entries(entry.optionalDependencies ?? {})
      .filter(([name]) => !placesOf(path, name).some((place) => place in packages))
      .map(([name, version]): [string, string] => [`node_modules/${name}`, version]),
  );
}

/** Where Node looks for a package, from the one that asks up to the root. */
function placesOf(path: string, name: string): string[] {
  const parts = path === "" ? [] : path.split(/(?:^|\/)node_modules\//).slice(1);
  return Array.from({ length: parts.length + 1 }, (_, up) =>
    [...parts.slice(0, parts.length - up), name].map((part) => `node_modules/${part}`).join("/"),
  );
}

const SYSTEMS = ["android", "darwin", "freebsd", "linux", "win32"];
const PROCESSORS = ["arm64", "arm", "x64", "ia32", "ppc64", "s390x", "riscv64", "wasm32"];

/** An entry without a hash, with the platform that such packages have in their name. */
export function stubOf(path: string, version: string): LockedPackage {
  const words = path.slice(path.lastIndexOf("/") + 1).split("-");
  const os = SYSTEMS.filter((name) => words.includes(name));
  const cpu = PROCESSORS.filter((name) => words.includes(name));
  const libc = words.includes("musl") ? ["musl"] : words.includes("gnu") ? ["glibc"] : [];
  if (cpu.length !== 1) throw new Error(`The platform of ${path} is not in its name.`);
  return {
    version,
    cpu,
    ...(libc.length > 0 ? { libc } : {}),
    optional: true,
    ...(os.length > 0 ? { os } : {}),
  };
}
