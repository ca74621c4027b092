/** A sentence in parts, with what counts set apart and our own models in their colour. */
export function Phrases({ parts }: { parts: readonly { text: string; tone?: "own" | "strong" }[] }) {
  return parts.map(({ text, tone }) =>
    tone === undefined ? (
      text
    ) : (
      <b key={text} className={tone === "own" ? "own" : undefined}>
        {text}
      </b>
    ),
  );
}
