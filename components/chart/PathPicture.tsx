import type { ReactNode } from "react";
import { hueVar } from "@/lib/kernel/hue";
import {
  type DrawnEdge,
  layoutNarrow,
  layoutWide,
  type PathDrawing,
  type PathPictureEdge,
  type PathPictureNode,
} from "./path-layout";

const WIDE_PX = 1128;
const NARROW_PX = 358;

const edgeColor = (edge: DrawnEdge): string => (edge.hue ? hueVar(edge.hue) : "var(--ink-2)");

function Drawing({
  drawing,
  className,
  summary,
  captions,
}: {
  drawing: PathDrawing;
  className: string;
  summary: string;
  captions?: { top?: string; bottom?: string };
}) {
  return (
    <svg
      className={className}
      data-plot
      viewBox={`0 0 ${drawing.width} ${drawing.height}`}
      role="img"
      aria-label={summary}
    >
      {drawing.edges.map((edge) => (
        <g key={edge.key}>
          <path d={edge.path} fill="none" stroke={edgeColor(edge)} strokeWidth={edge.width} />
          {edge.arrow ? <path d={edge.arrow} fill={edgeColor(edge)} /> : null}
        </g>
      ))}
      {drawing.boxes.map((box) => (
        <g key={box.node.id}>
          <title>{[box.node.label, box.node.note, box.node.value].filter(Boolean).join(", ")}</title>
          <rect
            className={box.node.own ? "pbox own" : "pbox"}
            x={box.x}
            y={box.y}
            width={box.width}
            height={box.height}
            rx={3}
          />
          <text
            className={box.node.own ? "tb fo" : "tb"}
            x={box.x + 12}
            y={box.y + (box.node.note ? 21 : 21.5)}
          >
            {box.label}
          </text>
          {box.node.value ? (
            <text className="td e" x={box.x + box.width - 12} y={box.y + 21.5}>
              {box.node.value}
            </text>
          ) : null}
          {box.node.note ? (
            <text className="tx" x={box.x + 12} y={box.y + 38}>
              {box.note}
            </text>
          ) : null}
        </g>
      ))}
      {drawing.badges.map((badge) => (
        <g key={badge.fact}>
          <circle className="pnum" cx={badge.x} cy={badge.y} r={9.5} />
          <text className="td m" x={badge.x} y={badge.y + 4}>
            {badge.fact}
          </text>
        </g>
      ))}
      {captions?.top ? (
        <text className="tb fo m" x={drawing.width / 2} y={16}>
          {captions.top}
        </text>
      ) : null}
      {captions?.bottom ? (
        <text className="tb m" x={drawing.width / 2} y={drawing.height - 4}>
          {captions.bottom}
        </text>
      ) : null}
    </svg>
  );
}

export type PathPictureProps = {
  nodes: readonly PathPictureNode[];
  edges: readonly PathPictureEdge[];
  /** The picture in a sentence. */
  summary: string;
  /** Beside the returning lines: "and they are ours", "in which we invested: …". Only where it is wide. */
  captions?: { top?: string; bottom?: string };
  /** Another drawing where it is narrow. */
  narrow?: ReactNode;
};

/** How the facts connect. Drawn on the server, once for wide and once for narrow. */
export function PathPicture({ nodes, edges, summary, captions, narrow }: PathPictureProps) {
  return (
    <>
      <Drawing
        drawing={layoutWide(nodes, edges, WIDE_PX)}
        className="chart w"
        summary={summary}
        {...(captions ? { captions } : {})}
      />
      {narrow ?? (
        <Drawing drawing={layoutNarrow(nodes, edges, NARROW_PX)} className="chart n" summary={summary} />
      )}
    </>
  );
}
