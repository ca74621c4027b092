import type { Version } from "../store/groups";
import type { DeclaredDay } from "./declared-schema";
import { nameOfFit } from "./schema";

type Told = { register: boolean; retro: boolean };

/** Whose versions the register alone tells, and which of these were recorded after they began. */
function toldBy(days: readonly DeclaredDay[]): Map<string, Told> {
  const told = new Map<string, Told>();
  for (const { versions } of days)
    for (const version of versions) {
      const name = nameOfFit(version);
      const { register = true, retro = false } = told.get(name) ?? {};
      const by_register = version.register === true;
      told.set(name, { register: register && by_register, retro: retro || version.retro === true });
    }
  return told;
}

/**
 * The versions of a window's days as evidence begins with them: see `ruleVersions`. Of those that the register alone tells
 * the first began before the days or with them, so that it is no start; one that was recorded after it began is none either,
 * and ends no other. Pure.
 */
export function declaredVersions(days: readonly DeclaredDay[], versions: readonly Version[]): Version[] {
  const told = toldBy(days);
  const of_register = (version: Version) => told.get(nameOfFit(version))?.register === true;
  const isLate = (version: Version) => told.get(nameOfFit(version))?.retro === true;
  const parts = new Map<string, Version[]>();
  for (const version of versions)
    if (of_register(version)) parts.set(version.router, [...(parts.get(version.router) ?? []), version]);
  for (const list of parts.values())
    list.sort((a, b) => a.first_day - b.first_day || a.last_day - b.last_day);
  return versions.map((version) => {
    const list = parts.get(version.router) ?? [];
    const place = list.indexOf(version);
    if (place < 0) return version;
    const late = place > 0 && isLate(version);
    const next = list.findIndex((other, at) => at > place && !isLate(other));
    const over = late ? [version] : list.slice(place, next < 0 ? undefined : next);
    return {
      ...version,
      last_day: Math.max(...over.map(({ last_day }) => last_day)),
      ...(place === 0 && (list.length === 1 || version.first_day > 0) ? { policy_version: "" } : {}),
      ...(late ? { late } : {}),
    };
  });
}
