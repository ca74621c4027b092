"use client";

import { type ReactNode, useRef } from "react";
import { SimpleTable, type TableColumn } from "@/components/table";
import { Button, GeneratedMark, useToast } from "@/components/ui";
import {
  type ChartBase,
  type ChartColumn,
  type ChartTable,
  chartCsv,
  chartFileName,
} from "@/lib/kernel/chart";
import { formatCell } from "./cells";
import { savePng, saveSvg } from "./export";

type Row = { key: string; cells: ChartTable["rows"][number] };

const numeric = (kind: ChartColumn["kind"]) => kind !== "text" && kind !== "day";

/** The same numbers as the drawing. */
export function TableTwin({ table, label }: { table: ChartTable; label: string }) {
  const columns: TableColumn<Row>[] = table.columns.map((column, place) => ({
    id: column.label,
    header: column.label,
    ...(numeric(column.kind) ? { align: "right" as const } : {}),
    cell: (row) => formatCell(row.cells[place] ?? null, column),
  }));
  const rows = table.rows.map((cells, place) => ({ key: String(place), cells }));
  return <SimpleTable label={label} columns={columns} rows={rows} row_key={(row) => row.key} tight />;
}

function Tools({ model, svgOf }: { model: ChartBase; svgOf?: () => SVGSVGElement | null }) {
  const say = useToast();
  const withSvg = (use: (svg: SVGSVGElement) => void | Promise<void>) => async () => {
    const svg = svgOf?.();
    if (!svg) return say("The chart is still being drawn.");
    await use(svg);
  };
  const csv = `data:text/csv;charset=utf-8,${encodeURIComponent(chartCsv(model.table))}`;
  return (
    <div className="toolrow">
      <details>
        <summary>Show as table</summary>
        <TableTwin table={model.table} label={model.title} />
      </details>
      {svgOf ? (
        <>
          <Button tone="text" onClick={withSvg((svg) => savePng(svg, model))}>
            PNG
          </Button>
          <Button tone="text" onClick={withSvg((svg) => saveSvg(svg, model))}>
            SVG
          </Button>
        </>
      ) : null}
      <a href={csv} download={chartFileName(model, "csv")}>
        CSV
      </a>
    </div>
  );
}

export type ChartFrameProps = {
  model: ChartBase;
  /** Without the caption line: in small multiples, where the heading above says it. */
  bare?: boolean;
  /** False where the drawing is no SVG: only the CSV is offered. */
  drawn?: boolean;
  children: ReactNode;
};

/** Caption, drawing, and beneath it the table and the files. */
export function ChartFrame({ model, bare = false, drawn = true, children }: ChartFrameProps) {
  const figure = useRef<HTMLElement>(null);
  return (
    <figure className="fig" ref={figure}>
      <figcaption className={bare ? "vh" : "cap"}>
        <b>
          {model.title} <span className="unit">{model.unit}</span>
        </b>
        {model.generated ? <GeneratedMark /> : null}
      </figcaption>
      {children}
      <p className="vh">{model.summary}</p>
      <Tools
        model={model}
        {...(drawn
          ? {
              svgOf: () =>
                figure.current?.querySelector<SVGSVGElement>("svg[data-plot], .recharts-surface") ?? null,
            }
          : {})}
      />
    </figure>
  );
}
