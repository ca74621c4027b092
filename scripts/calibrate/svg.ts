/** A picture that reads on light and on dark ground: two greys and two inks that change with the reader's setting. */
export const picture = (width: number, height: number, title: string, body: readonly string[]): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${title}">
<style>
  text { font: 12px ui-sans-serif, system-ui, sans-serif; fill: #52525b; }
  .grid { stroke: #d4d4d8; } .line { stroke: #52525b; fill: none; stroke-width: 1.5; }
  .aim { stroke: #b45309; stroke-dasharray: 4 3; } .dot { fill: #18181b; } .ring { fill: none; stroke: #18181b; }
  @media (prefers-color-scheme: dark) {
    text { fill: #a1a1aa; } .grid { stroke: #3f3f46; } .line { stroke: #a1a1aa; }
    .aim { stroke: #f59e0b; } .dot { fill: #fafafa; } .ring { stroke: #fafafa; }
  }
</style>
${body.join("\n")}
</svg>
`;

const fixed = (value: number): string => String(Math.round(value * 10) / 10);

export const line = (kind: string, x1: number, y1: number, x2: number, y2: number): string =>
  `<line class="${kind}" x1="${fixed(x1)}" y1="${fixed(y1)}" x2="${fixed(x2)}" y2="${fixed(y2)}"/>`;

export const circle = (kind: string, x: number, y: number, radius: number): string =>
  `<circle class="${kind}" cx="${fixed(x)}" cy="${fixed(y)}" r="${radius}"/>`;

export const text = (
  x: number,
  y: number,
  words: string,
  anchor: "start" | "middle" | "end" = "start",
): string =>
  `<text x="${fixed(x)}" y="${fixed(y)}" text-anchor="${anchor}">${words.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</text>`;

export const path = (points: readonly (readonly [number, number])[]): string =>
  `<polyline class="line" points="${points.map(([x, y]) => `${fixed(x)},${fixed(y)}`).join(" ")}"/>`;
