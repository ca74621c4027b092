import type { ReactNode } from "react";
import { formatPercent } from "@/lib/kernel/format";
import { hueVar } from "@/lib/kernel/hue";
import type { PathNodeView } from "@/lib/register";
import type { Leaf, NarrowPath as Model } from "./narrow-path";

const W = 358;
const BOX = { x: 60, width: 232 };
const RIGHT = BOX.x + BOX.width;
const TRUNK = 24;
const RAILS = { own: 316, other: 340 } as const;
const ROUND = 10;
const TOP_H = 48;
const CHARS = 34;

const cut = (text: string, most = CHARS): string =>
  text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text;

function Badge({ x, y, no }: { x: number; y: number; no: number }) {
  return (
    <>
      <circle className="pnum" cx={x} cy={y} r={9.5} />
      <text className="td m" x={x} y={y + 4}>
        {no}
      </text>
    </>
  );
}

function Box({ y, height, own, children }: { y: number; height: number; own: boolean; children: ReactNode }) {
  return (
    <>
      <rect className={own ? "pbox own" : "pbox"} x={BOX.x} y={y} width={BOX.width} height={height} rx={3} />
      {children}
    </>
  );
}

function PartyBox({ node, y }: { node: PathNodeView; y: number }) {
  return (
    <Box y={y} height={TOP_H} own={false}>
      <text className="tb" x={BOX.x + 12} y={y + 20}>
        {cut(node.label, 28)}
      </text>
      <text className="tx" x={BOX.x + 12} y={y + 37}>
        {cut(node.note ?? "")}
      </text>
    </Box>
  );
}

const leafHeight = (leaf: Leaf): number => (leaf.owner ? 54 : 36);

function LeafBox({ leaf, y }: { leaf: Leaf; y: number }) {
  const height = leafHeight(leaf);
  const middle = y + height / 2;
  const color = leaf.hue ? hueVar(leaf.hue) : "var(--ink-2)";
  return (
    <>
      <path
        d={`M${TRUNK} ${middle}H${BOX.x}`}
        stroke={color}
        strokeWidth={Math.max(1.75, (leaf.share ?? 0) * 14)}
        fill="none"
      />
      {leaf.into === null ? null : <Badge x={(TRUNK + BOX.x) / 2} y={middle} no={leaf.into} />}
      <Box y={y} height={height} own={leaf.own}>
        <text className={leaf.own ? "tb fo" : "tb"} x={BOX.x + 12} y={y + 22}>
          {cut(leaf.label, leaf.share === null ? 28 : 20)}
        </text>
        {leaf.share === null ? null : (
          <text className="td e" x={RIGHT - 12} y={y + 22}>
            {formatPercent(leaf.share)}
          </text>
        )}
        {leaf.owner ? (
          <>
            <Badge x={BOX.x + 20} y={y + 39} no={leaf.owner.fact} />
            <text className="tx" x={BOX.x + 36} y={y + 43}>
              {cut([leaf.owner.label, leaf.owner.note].filter(Boolean).join(", "), 30)}
            </text>
          </>
        ) : null}
      </Box>
    </>
  );
}

/** From a leaf up along the right edge to the box on top. */
function Rail({ leaf, y }: { leaf: Leaf; y: number }) {
  if (leaf.back === null) return null;
  const x = leaf.own ? RAILS.own : RAILS.other;
  const from = y + leafHeight(leaf) / 2;
  const to = leaf.own ? 34 : 16;
  const color = leaf.own ? hueVar("own") : "var(--ink-2)";
  return (
    <>
      <path
        d={`M${RIGHT} ${from}H${x - ROUND}a${ROUND} ${ROUND} 0 0 0 ${ROUND} ${-ROUND}V${to + ROUND}a${ROUND} ${ROUND} 0 0 0 ${-ROUND} ${-ROUND}H${RIGHT + 6}`}
        fill="none"
        stroke={color}
        strokeWidth={leaf.own ? 2.5 : 1.75}
      />
      <path d={`M${RIGHT + 9} ${to - 5}l-8 5 8 5z`} fill={color} />
      <Badge x={x} y={from - 22} no={leaf.back} />
    </>
  );
}

/** The trunk on the left, from where the path comes to the last leaf. */
const trunk = (from: number, to: number): string =>
  `M${BOX.x} ${from}H${TRUNK + ROUND}a${ROUND} ${ROUND} 0 0 0 ${-ROUND} ${ROUND}V${to}`;

type Props = { model: Model; summary: string; captions?: { top?: string; bottom?: string } };

/** The path of facts where it is narrow: from top to bottom, each product with its owner in one box. */
export function NarrowPath({ model, summary, captions }: Props) {
  const { tops, hub, leaves } = model;
  const topYs = tops.map((_, place) => 2 + place * (TOP_H + 10));
  const hubY = 2 + tops.length * (TOP_H + 10) + 22;
  const start = hub ? hubY + TOP_H + 20 : hubY;
  const ys = leaves.map((_, place) =>
    leaves.slice(0, place).reduce((sum, leaf) => sum + leafHeight(leaf) + 12, start),
  );
  const lastLeaf = leaves.at(-1);
  const last = (ys.at(-1) ?? start) + (lastLeaf ? leafHeight(lastLeaf) / 2 : 0);
  const end = (ys.at(-1) ?? start) + (lastLeaf ? leafHeight(lastLeaf) : 0);
  const sellers = tops.flatMap(({ into }, place) =>
    into === null ? [] : [{ into, y: (topYs[place] ?? 0) + TOP_H / 2 }],
  );
  const from = hub ? hubY + TOP_H / 2 : sellers[0]?.y;
  const lines = [captions?.top, captions?.bottom].filter((line) => line !== undefined);
  return (
    <svg
      className="chart n"
      data-plot
      viewBox={`0 0 ${W} ${end + 8 + lines.length * 20}`}
      role="img"
      aria-label={summary}
    >
      {from === undefined ? null : (
        <path d={trunk(from, last)} fill="none" stroke="var(--ink-2)" strokeWidth={1.75} />
      )}
      {hub && hub.fact !== null ? (
        <>
          <path
            d={`M${BOX.x + 24} ${(topYs[0] ?? 0) + TOP_H}V${hubY}`}
            stroke="var(--ink-2)"
            strokeWidth={1.75}
          />
          <Badge x={BOX.x + 24} y={((topYs[0] ?? 0) + TOP_H + hubY) / 2} no={hub.fact} />
        </>
      ) : null}
      {sellers.map(({ into, y }) => (
        <g key={into}>
          <path
            d={`M${y === from ? TRUNK + ROUND : TRUNK} ${y}H${BOX.x}`}
            stroke="var(--ink-2)"
            strokeWidth={1.75}
          />
          <Badge x={(TRUNK + BOX.x) / 2} y={y} no={into} />
        </g>
      ))}
      {leaves
        .map((leaf, place) => <Rail key={leaf.id} leaf={leaf} y={ys[place] ?? 0} />)
        // Lower ones first: what they draw runs under the numbers of those above.
        .reverse()}
      {tops.map(({ node }, place) => (
        <PartyBox key={node.key} node={node} y={topYs[place] ?? 0} />
      ))}
      {hub ? <PartyBox node={hub.node} y={hubY} /> : null}
      {leaves.map((leaf, place) => (
        <LeafBox key={leaf.id} leaf={leaf} y={ys[place] ?? 0} />
      ))}
      {lines.map((line, place) => (
        <text key={line} className={line === captions?.top ? "td fo" : "td"} x={0} y={end + 24 + place * 20}>
          {cut(line, 58)}
        </text>
      ))}
    </svg>
  );
}
