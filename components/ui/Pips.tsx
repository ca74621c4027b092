export type PipsProps = {
  /** Points reached; null where the factor is unknown: then all are hatched. */
  value: number | null;
  of: number;
  label: string;
  size?: "small" | "normal";
};

const SIZES = { small: { w: 7, h: 9, step: 9 }, normal: { w: 13, h: 11, step: 16 } } as const;

/** Severity or points as a row of boxes, with the same in words for those who do not see them. */
export function Pips({ value, of, label, size = "small" }: PipsProps) {
  const { w, h, step } = SIZES[size];
  const width = (of - 1) * step + w + 1;
  const spoken = value === null ? `${label} unknown, of ${of}` : `${label} ${value} of ${of}`;
  return (
    <svg className="pips" width={width} height={h + 1} role="img" aria-label={spoken}>
      {Array.from({ length: of }, (_, place) => place * step + 0.5).map((x, place) => {
        const tone = value === null ? "pip-unknown" : place < value ? "pip-full" : "pip-empty";
        return <rect key={x} className={tone} x={x} y={0.5} width={w} height={h} />;
      })}
    </svg>
  );
}
