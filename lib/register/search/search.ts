import { type Actor, authorize, can } from "@/lib/access";
import { type Tx, withActor } from "@/lib/db/server";
import { normaliseName } from "../names/normalise-name";
import { searchConditions, searchReviews } from "./judged";
import { PROMISE_PARTS } from "./promise";
import type { SearchHit } from "./schema";

const PER_KIND = 5;

const matches = (q: string) => ({ contains: q, mode: "insensitive" as const });

/** Up to five hits of each kind, whose names contain the words; what the actor may not see is not there. */
export function search(actor: Actor, q: string): Promise<SearchHit[]> {
  authorize(actor, "register:read");
  return withActor(actor, async (tx) => {
    const parts = [
      searchParties,
      searchProducts,
      searchModels,
      searchOverlaps,
      searchPolicies,
      searchSources,
      ...(can(actor, "promise:read") ? PROMISE_PARTS : []),
    ];
    const hits: SearchHit[] = [];
    for (const part of parts) hits.push(...(await part(tx, q)));
    if (can(actor, "overlap:read"))
      for (const part of [searchReviews, searchConditions]) hits.push(...(await part(tx, actor, q)));
    return hits;
  });
}

async function searchParties(tx: Tx, q: string): Promise<SearchHit[]> {
  // Written otherwise is the same party: "Anthropic, PBC", a part of an alias.
  const plain = normaliseName(q);
  const all = await tx.party.findMany({ orderBy: { ordinal: "asc" } });
  const says = (text: string) =>
    text.toLowerCase().includes(q.toLowerCase()) || (plain !== "" && normaliseName(text).includes(plain));
  const rows = all
    .filter(({ name, key, aliases }) => says(name) || says(key) || aliases.some(says))
    .slice(0, PER_KIND);
  return rows.map((row) => ({
    kind: "party",
    label: row.name,
    detail: row.kinds.join(", ").replaceAll("_", " "),
    href: `/register/partners/${row.key}`,
  }));
}

async function searchProducts(tx: Tx, q: string): Promise<SearchHit[]> {
  const rows = await tx.product.findMany({
    where: { OR: [{ name: matches(q) }, { key: matches(q) }] },
    include: { owner: true },
    orderBy: { name: "asc" },
    take: PER_KIND,
  });
  return rows.map((row) => ({
    kind: "product",
    label: row.name,
    detail: row.owner.name,
    href: `/register/products/${row.key}`,
  }));
}

async function searchModels(tx: Tx, q: string): Promise<SearchHit[]> {
  const rows = await tx.productModel.findMany({
    where: { OR: [{ name: matches(q) }, { patterns: { some: { normalised: matches(q.toLowerCase()) } } }] },
    include: { product: true },
    orderBy: { name: "asc" },
    take: PER_KIND,
  });
  return rows.map((row) => ({
    kind: "model",
    label: row.name,
    detail: row.product.name,
    href: `/register/products/${row.product.key}`,
  }));
}

async function searchOverlaps(tx: Tx, q: string): Promise<SearchHit[]> {
  const number = /^(?:ov-?)?0*(\d{1,6})$/i.exec(q)?.[1];
  const rows = await tx.overlap.findMany({
    where: {
      status: { not: "superseded" },
      OR: [{ title: matches(q) }, ...(number ? [{ number: Number(number) }] : [])],
    },
    orderBy: [{ severity: "desc" }, { number: "asc" }],
    take: PER_KIND,
  });
  return rows.map((row) => {
    const id = `OV-${String(row.number).padStart(4, "0")}`;
    return {
      kind: "overlap",
      label: row.title,
      detail: `${id}, severity ${row.severity}`,
      href: `/overlaps/${id}`,
    };
  });
}

async function searchPolicies(tx: Tx, q: string): Promise<SearchHit[]> {
  const rows = await tx.policy.findMany({
    where: { OR: [{ router: matches(q) }, { policy_version: matches(q) }] },
    orderBy: { from: "desc" },
    take: PER_KIND,
  });
  return rows.map((row) => ({
    kind: "policy",
    label: `${row.router}, policy ${row.policy_version}`,
    detail: `from ${row.from.toISOString().slice(0, 10)}`,
    href: `/routing/policies/${row.id}`,
  }));
}

async function searchSources(tx: Tx, q: string): Promise<SearchHit[]> {
  const rows = await tx.source.findMany({
    where: { OR: [{ title: matches(q) }, { key: matches(q) }] },
    orderBy: { title: "asc" },
    take: PER_KIND,
  });
  return rows.map((row) => ({
    kind: "source",
    label: row.title,
    detail: row.published,
    href: `/register/sources/${row.key}`,
  }));
}
