"use client";

import Link from "next/link";
import { type ReactNode, useState } from "react";
import type { NetworkView } from "@/lib/register";
import { networkDrawing, type PlacedEdge, type PlacedNode } from "./network-layout";
import { networkSummary } from "./network-words";
import { nodeHref } from "./node-href";

function Box({
  placed,
  dim,
  onAsk,
}: {
  placed: PlacedNode;
  dim: boolean;
  onAsk: (id: string | null) => void;
}) {
  const { node, x, y, width, height, label, note } = placed;
  const name = [node.label, node.note].filter(Boolean).join(", ");
  return (
    <Link
      href={nodeHref(node)}
      className={dim ? "net-node dim" : "net-node"}
      aria-label={name}
      onPointerEnter={() => onAsk(node.id)}
      onPointerLeave={() => onAsk(null)}
      onFocus={() => onAsk(node.id)}
      onBlur={() => onAsk(null)}
    >
      <title>{name}</title>
      <rect className={node.own ? "pbox own" : "pbox"} x={x} y={y} width={width} height={height} rx={3} />
      <text className={node.own ? "tb fo" : "tb"} x={x + 12} y={y + 21.5}>
        {label}
      </text>
      {note === "" ? null : (
        <text className="tx" x={x + 12} y={y + 38}>
          {note}
        </text>
      )}
    </Link>
  );
}

const classOf = ({ edge, own }: PlacedEdge, dim: boolean): string =>
  ["net-edge", edge.kind, own && "own", edge.unsure && "unsure", dim && "dim"].filter(Boolean).join(" ");

/**
 * Who holds whom, with what, and what they sell: boxes in four columns, lines between them. A box that is pointed at or
 * has the keyboard's focus shows its own lines alone; the list beneath says the same in words.
 */
export function NetworkPicture({ view, children }: { view: NetworkView; children: ReactNode }) {
  const [asked, setAsked] = useState<string | null>(null);
  const { width, height, nodes, edges } = networkDrawing(view);
  const touches = ({ edge }: PlacedEdge) => asked === null || edge.from === asked || edge.to === asked;
  const near = new Set(edges.filter(touches).flatMap(({ edge }) => [edge.from, edge.to]));
  return (
    <figure className="fig net-fig" aria-label="Network">
      <figcaption className="cap">{children}</figcaption>
      <svg className="chart w net" data-plot viewBox={`0 0 ${width} ${height}`}>
        <title>Network</title>
        <desc>{networkSummary(view)}</desc>
        <g>
          {edges.map((one) => (
            <path
              key={one.edge.id}
              className={classOf(one, !touches(one))}
              d={one.path}
              strokeWidth={one.width}
            >
              <title>{one.edge.label}</title>
            </path>
          ))}
        </g>
        {nodes.map((placed) => (
          <Box
            key={placed.node.id}
            placed={placed}
            dim={asked !== null && !near.has(placed.node.id)}
            onAsk={setAsked}
          />
        ))}
        <g>
          {edges.map((one) =>
            one.label && touches(one) ? (
              <text key={one.edge.id} className="td m net-label" x={one.label.x} y={one.label.y}>
                {one.label.text}
              </text>
            ) : null,
          )}
        </g>
      </svg>
    </figure>
  );
}
