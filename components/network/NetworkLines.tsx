import Link from "next/link";
import { Fragment } from "react";
import { SimpleTable, type TableColumn } from "@/components/table";
import { EmptyState } from "@/components/ui";
import type { NetworkEdge, NetworkNode, NetworkView } from "@/lib/register";
import { edgeDetail, edgeVerb, factHref, factWords } from "./network-words";
import { nodeHref } from "./node-href";

/** `sold_in`: segments of a product, told in the line of who owns it. */
type Line = { edge: NetworkEdge; from: NetworkNode; to: NetworkNode; sold_in: readonly NetworkNode[] };

const End = ({ node }: { node: NetworkNode }) => <Link href={nodeHref(node)}>{node.label}</Link>;

const COLUMNS: readonly TableColumn<Line>[] = [
  {
    id: "line",
    header: "Who and whom",
    wide: true,
    cell: ({ edge, from, to }) => (
      <>
        <End node={from} /> {edgeVerb(edge)} <End node={to} />
      </>
    ),
  },
  {
    id: "what",
    header: "What",
    wide: true,
    cell: ({ edge, sold_in }) =>
      sold_in.length === 0
        ? edgeDetail(edge)
        : sold_in.map((segment, at) => (
            <Fragment key={segment.id}>
              {at === 0 ? "sold in " : ", "}
              <End node={segment} />
            </Fragment>
          )),
  },
  {
    id: "facts",
    header: "Stated by",
    wide: true,
    cell: ({ edge }) =>
      edge.facts.map((fact) => (
        <div key={`${fact.entity} ${fact.key}`}>
          <Link href={factHref(fact)}>{factWords(fact)}</Link>
          {fact.date === null && edge.kind !== "parent" ? <small> since when is not known</small> : null}
          {fact.visibility === "confidential" ? <small> confidential</small> : null}
        </div>
      )),
  },
];

/** Every line of the picture in words, with the records that state it. */
export function NetworkLines({ view }: { view: NetworkView }) {
  const nodes = new Map(view.nodes.map((node) => [node.id, node]));
  const segmentsOf = (product: string) =>
    view.edges.flatMap(({ kind, from, to }) =>
      kind === "sold_in" && from === product ? (nodes.get(to) ?? []) : [],
    );
  const lines = view.edges.flatMap((edge): Line[] => {
    const [from, to] = [nodes.get(edge.from), nodes.get(edge.to)];
    if (!from || !to || edge.kind === "sold_in") return [];
    return [{ edge, from, to, sold_in: edge.kind === "owns" ? segmentsOf(edge.to) : [] }];
  });
  return (
    <SimpleTable
      label="Lines of the network"
      columns={COLUMNS}
      rows={lines}
      row_key={({ edge }) => edge.id}
      row_tone={({ from }) => (from.own ? "we" : undefined)}
      cards={2}
      empty={<EmptyState title="No line to tell">Choose another day, or draw more.</EmptyState>}
    />
  );
}
