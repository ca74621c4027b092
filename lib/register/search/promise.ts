import type { Tx } from "@/lib/db/server";
import { findingTitle } from "../finding-title";
import type { SearchHit } from "./schema";

const PER_KIND = 5;

const matches = (q: string) => ({ contains: q, mode: "insensitive" as const });

async function searchCommitments(tx: Tx, q: string): Promise<SearchHit[]> {
  const rows = await tx.commitment.findMany({
    where: { retired_at: null, OR: [{ text: matches(q) }, { key: matches(q) }] },
    orderBy: { key: "asc" },
    take: PER_KIND,
  });
  return rows.map(({ key, text, speaker }) => ({
    kind: "commitment",
    label: text.length > 100 ? `${text.slice(0, 98)}…` : text,
    detail: speaker,
    href: `/promise/commitments/${encodeURIComponent(key)}`,
  }));
}

/** The newest version of each check that is found. */
async function searchChecks(tx: Tx, q: string): Promise<SearchHit[]> {
  const rows = await tx.promiseCheck.findMany({
    where: { OR: [{ title: matches(q) }, { key: matches(q) }, { metric: matches(q.replaceAll(" ", "_")) }] },
    distinct: ["key"],
    orderBy: [{ key: "asc" }, { check_version: "desc" }],
    take: PER_KIND,
  });
  return rows.map(({ id, title, metric, check_version }) => ({
    kind: "check",
    label: title,
    detail: `${metric.replaceAll("_", " ")}, version ${check_version}`,
    href: `/promise/checks/${id}`,
  }));
}

async function searchFindings(tx: Tx, q: string): Promise<SearchHit[]> {
  const number = /^(?:f-?)?0*(\d{1,6})$/i.exec(q)?.[1];
  const rows = await tx.finding.findMany({
    where: {
      OR: [
        { check: { title: matches(q) } },
        { condition: { text: matches(q) } },
        ...(number ? [{ number: Number(number) }] : []),
      ],
    },
    include: { check: true, condition: true },
    orderBy: { number: "desc" },
    take: PER_KIND,
  });
  return rows.map(({ number: no, check, condition, verdict, status }) => {
    const code = `F-${String(no).padStart(4, "0")}`;
    return {
      kind: "finding",
      label: findingTitle(verdict, check?.title ?? condition?.text ?? ""),
      detail: `${code}, ${status.replaceAll("_", " ")}`,
      href: `/promise/findings/${code}`,
    };
  });
}

/**
 * Of the promise: the same for everybody who may read it, since walls concern the register's confidential facts alone;
 * but for findings of conditions, which are seen with their overlap.
 */
export const PROMISE_PARTS = [searchCommitments, searchChecks, searchFindings];
