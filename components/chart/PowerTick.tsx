/** Small powers are plain numbers. */
function powerParts(power: number): { base: string; exponent: string | null } {
  if (power >= -2 && power <= 2) return { base: String(10 ** power), exponent: null };
  return { base: "10", exponent: String(power).replace("-", "−") };
}

/** A power of ten at an axis, its exponent raised. */
export function PowerTick({ x, y, power }: { x: number; y: number; power: number }) {
  const { base, exponent } = powerParts(power);
  return (
    <text className="tx e" x={x} y={y}>
      {base}
      {exponent === null ? null : (
        <tspan dy={-4} fontSize={9}>
          {exponent}
        </tspan>
      )}
    </text>
  );
}
