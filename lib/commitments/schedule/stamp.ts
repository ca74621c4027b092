import { asDetection, type Tx } from "@/lib/db/server";
import { loadCatalogue } from "@/lib/register/server";

/** What a check's days were measured from, as cheap texts that differ when it does. */
export type Stamp = {
  /** Of the catalogue, the products with their prices and estimates, the policies and the sources' settings. */
  register: string;
  /** Of the products, their releases and listings, and of notices: what metrics of the register are measured from. */
  records: string;
  /** Of the ledger of deliveries and purges. */
  ledger: string;
  /** The database's time. */
  at: Date;
};

type Row = { policies: string; ledger: string; at: Date };

export async function readStamp(tx: Tx): Promise<Stamp> {
  const { version } = await loadCatalogue(tx);
  const [row] = await tx.$queryRaw<Row[]>`
    SELECT now() AS at,
      concat_ws('/', (SELECT concat(count(*), ':', sum(version)) FROM policy), (SELECT concat(count(*), ':', sum(version)) FROM traffic_source)) AS policies,
      concat_ws('/', (SELECT concat(count(*), ':', max(no), ':', sum(purged)) FROM ingest_batch WHERE state = 'stored'),
        (SELECT count(*) FROM traffic_purge WHERE state = 'purged')) AS ledger`;
  if (!row) throw new Error("The database did not tell its state.");
  const { products, notices } = await readRecords(tx);
  return {
    register: `${version}/${row.policies}/${products}`,
    records: `${products}/${notices}`,
    ledger: row.ledger,
    at: row.at,
  };
}

/** Versions only grow, so that their sum tells every change; a listing is versioned with its product. */
async function readRecords(tx: Tx): Promise<{ products: string; notices: string }> {
  const [products] = await asDetection(
    tx,
    (inner) => inner.$queryRaw<{ stamp: string }[]>`
      SELECT concat_ws('/', (SELECT concat(count(*), ':', sum(version), ':', max(updated_at)) FROM party),
        (SELECT concat(count(*), ':', sum(version), ':', max(updated_at)) FROM product),
        (SELECT concat(count(*), ':', sum(version), ':', max(updated_at)) FROM policy)) AS stamp`,
  );
  const [notices] = await tx.$queryRaw<{ stamp: string }[]>`
    SELECT concat_ws('/', (SELECT count(*) FROM policy_notice), (SELECT count(*) FROM policy_notice_opening)) AS stamp`;
  return { products: products?.stamp ?? "", notices: notices?.stamp ?? "" };
}

/** First time of any decision that came or went since an instant; null when there was none. */
export async function firstTouched(tx: Tx, since: Date): Promise<Date | null> {
  const [row] = await tx.$queryRaw<{ first: Date | null }[]>`
    SELECT least((SELECT min(first_at) FROM ingest_batch WHERE stored_at > ${since}),
      (SELECT min(first_at) FROM traffic_purge WHERE purged_at > ${since})) AS first`;
  return row?.first ?? null;
}
