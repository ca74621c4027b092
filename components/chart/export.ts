import { type ChartBase, chartFileName } from "@/lib/kernel/chart";

/** Turns the drawing on the page into files. Styles are copied into it: outside the page there is no stylesheet. */

const COPIED = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-linecap",
  "stroke-linejoin",
  "stroke-opacity",
  "opacity",
  "font-family",
  "font-size",
  "font-weight",
  "letter-spacing",
  "text-anchor",
  "paint-order",
  "display",
] as const;
const SVG_NS = "http://www.w3.org/2000/svg";
const HEAD_PX = 44;
const SIDE_PX = 16;
const PNG_SCALE = 2;

function inlineStyles(from: Element, to: Element) {
  const computed = getComputedStyle(from);
  for (const name of COPIED) to.setAttribute(name, computed.getPropertyValue(name));
  to.removeAttribute("class");
  const copies = [...to.children];
  for (const [place, child] of [...from.children].entries()) {
    const copy = copies[place];
    if (copy) inlineStyles(child, copy);
  }
}

function textLine(text: string, y: number, weight: number, color: string): SVGTextElement {
  const line = document.createElementNS(SVG_NS, "text");
  line.setAttribute("x", String(SIDE_PX));
  line.setAttribute("y", String(y));
  line.setAttribute("fill", color);
  line.setAttribute("font-family", "Geist Variable, Helvetica, Arial, sans-serif");
  line.setAttribute("font-size", "13");
  line.setAttribute("font-weight", String(weight));
  line.textContent = text;
  return line;
}

/** Patterns live once in the page; a file needs its own. */
function ownPatterns(): SVGDefsElement {
  const defs = document.createElementNS(SVG_NS, "defs");
  for (const pattern of document.querySelectorAll("pattern[id]")) {
    const copy = pattern.cloneNode(true) as Element;
    inlineStyles(pattern, copy);
    defs.append(copy);
  }
  return defs;
}

type Drawing = { svg: SVGSVGElement; width: number; height: number };

function drawingOf(plot: SVGSVGElement, model: ChartBase): Drawing {
  const box = plot.getBoundingClientRect();
  const width = Math.round(box.width) + 2 * SIDE_PX;
  const height = Math.round(box.height) + HEAD_PX + SIDE_PX;
  const page = getComputedStyle(document.body);
  const svg = document.createElementNS(SVG_NS, "svg");
  svg.setAttribute("xmlns", SVG_NS);
  svg.setAttribute("width", String(width));
  svg.setAttribute("height", String(height));
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  const ground = document.createElementNS(SVG_NS, "rect");
  ground.setAttribute("width", "100%");
  ground.setAttribute("height", "100%");
  ground.setAttribute("fill", page.backgroundColor);
  const copy = plot.cloneNode(true) as SVGSVGElement;
  inlineStyles(plot, copy);
  copy.removeAttribute("style");
  copy.setAttribute("x", String(SIDE_PX));
  copy.setAttribute("y", String(HEAD_PX));
  copy.setAttribute("width", String(Math.round(box.width)));
  copy.setAttribute("height", String(Math.round(box.height)));
  const said = model.generated ? `generated · ${model.unit}` : model.unit;
  svg.append(
    ownPatterns(),
    ground,
    textLine(model.title, 18, 600, page.color),
    textLine(said, 35, 400, page.color),
    copy,
  );
  return { svg, width, height };
}

function save(blob: Blob, name: string) {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

export function saveSvg(plot: SVGSVGElement, model: ChartBase): void {
  const text = new XMLSerializer().serializeToString(drawingOf(plot, model).svg);
  save(new Blob([text], { type: "image/svg+xml" }), chartFileName(model, "svg"));
}

/** The page's own font as a data URL, because a drawing turned into an image may fetch nothing. */
async function fontFace(): Promise<string> {
  for (const sheet of document.styleSheets) {
    for (const rule of sheet.cssRules) {
      if (!(rule instanceof CSSFontFaceRule) || !rule.cssText.includes("Geist Variable")) continue;
      const url = /url\("?([^")]*latin-wght[^")]*)"?\)/.exec(rule.cssText)?.[1];
      if (!url) continue;
      const blob = await (await fetch(new URL(url, sheet.href ?? location.href))).blob();
      const data = await new Promise<string>((resolve) => {
        const reader = new FileReader();
        reader.onload = () => resolve(String(reader.result));
        reader.readAsDataURL(blob);
      });
      return `@font-face{font-family:"Geist Variable";font-weight:100 900;src:url(${data})}`;
    }
  }
  return "";
}

export async function savePng(plot: SVGSVGElement, model: ChartBase): Promise<void> {
  const { svg, width, height } = drawingOf(plot, model);
  const style = document.createElementNS(SVG_NS, "style");
  style.textContent = await fontFace();
  svg.prepend(style);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(svg))}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = width * PNG_SCALE;
  canvas.height = height * PNG_SCALE;
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  canvas.toBlob((blob) => blob && save(blob, chartFileName(model, "png")), "image/png");
}
