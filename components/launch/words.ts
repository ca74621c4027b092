import { capitalise, countInWords, formatDate, formatList } from "@/lib/kernel/format";
import type { LaunchGateView } from "@/lib/register";

/** The section's heading: what the launch will do, in one sentence. */
export function gateTitle({ overlaps, partners, stage }: LaunchGateView): string {
  if (overlaps.length === 0)
    return stage === "preview"
      ? "In preview it has made no overlap, and its launch will make none."
      : "Its launch will make no overlap.";
  // What it has made as a preview stands: its launch does not make it.
  const stands = overlaps.filter(({ already }) => already).length;
  const made = overlaps.filter(({ effect, already }) => effect === "new" && !already).length;
  const joined = overlaps.length - stands - made;
  const parts = [
    ...(made > 0 ? [`make ${countInWords(made, "overlap")}`] : []),
    ...(joined > 0 ? [`join ${countInWords(joined, made > 0 ? "other" : "overlap")}`] : []),
  ];
  const hit = partners.length > 0 ? `, and hit ${countInWords(partners.length, "partner")}` : "";
  if (parts.length === 0) {
    const hits = partners.length > 0 ? ` It hits ${countInWords(partners.length, "partner")}.` : "";
    return `${capitalise(countInWords(stands, "overlap"))} ${stands === 1 ? "stands" : "stand"} already by its preview; its launch will make none.${hits}`;
  }
  const there =
    stands === 0 ? "" : `; ${countInWords(stands, "other")} ${stands === 1 ? "stands" : "stand"} already`;
  return `Its launch will ${parts.join(" and ")}${hit}${there}.`;
}

/** What is looked at, and as of when. */
export function gateLead({ stage, launch_on, as_of, segments, overlaps }: LaunchGateView): string {
  const when =
    launch_on === null
      ? `No day of general availability is recorded; the facts are those of ${formatDate(as_of)}.`
      : `General availability is recorded for ${formatDate(launch_on)}; the facts are those that will hold on ${formatDate(as_of)}.`;
  const where =
    segments.length === 0
      ? " No market segment is recorded, and without one no competition can be found."
      : "";
  const preview =
    stage === "preview" && overlaps.some(({ already }) => already)
      ? " It is live already, as a preview: what it has made is marked."
      : "";
  return `${when}${where}${preview}`;
}

/** "new", "stands already", "joins what is there". */
export function effectWords({
  effect,
  already,
  severity,
  severity_before,
}: LaunchGateView["overlaps"][number]): string {
  if (already) return effect === "new" ? "stands already" : "has joined it already";
  if (effect === "new") return "new";
  return severity_before === null || severity_before === severity
    ? "joins one that is there"
    : `joins one of severity ${severity_before}`;
}

/** The heading over the rights. */
export function wallsTitle({ walls }: LaunchGateView): string {
  if (walls.length === 0) return "No right of ours is known that would need a wall.";
  const held = walls.filter(({ state }) => state === "agreed");
  const unknown = walls.length - held.length;
  const parts = [
    ...(held.length > 0 ? [`${countInWords(held.length, "right")} will need a wall`] : []),
    ...(unknown > 0
      ? [
          held.length > 0
            ? `${countInWords(unknown, "other")} may`
            : `${countInWords(unknown, "right")} may need a wall`,
        ]
      : []),
  ];
  return `${capitalise(formatList(parts))}.`;
}
