const SEGMENTS = 20;
const EACH = 25;

const times = <T>(count: number, make: (n: number) => T): T[] =>
  Array.from({ length: count }, (_, n) => make(n));
const digits = (n: number): string => String(n).padStart(4, "0");

/**
 * An import document that makes one overlap for each product of a partner: we sell something in each of twenty
 * segments, a partner has 25 products. A longer document continues a shorter one. One person manages every twentieth partner.
 */
export function manyOverlaps(count: number, manager: string) {
  const partner = (n: number) => `partner-${digits(Math.floor(n / EACH))}`;
  const partners = times(Math.ceil(count / EACH), (n) => partner(n * EACH));
  return {
    parties: [
      { key: "platform", name: "Platform", kinds: ["platform"] },
      ...partners.map((key, n) => ({
        ...{ key, name: key, kinds: ["partner"] },
        managers: n % 20 === 0 ? [manager] : [],
      })),
    ],
    partnerships: partners.map((key) => ({
      ...{ key: `platform-${key}`, partner: key, kinds: ["model_supplier"], status: "active" },
    })),
    segments: times(SEGMENTS, (n) => ({ key: `segment-${digits(n)}`, name: `Segment ${n}` })),
    products: [
      ...times(SEGMENTS, (n) => ({
        ...{ key: `ours-${digits(n)}`, owner: "platform", name: `Ours ${n}`, lifecycle: "ga" },
        segments: [`segment-${digits(n)}`],
      })),
      ...times(count, (n) => ({
        ...{ key: `theirs-${digits(n)}`, owner: partner(n), name: `Theirs ${n}`, lifecycle: "ga" },
        segments: [`segment-${digits((n * 7) % SEGMENTS)}`],
      })),
    ],
  };
}
