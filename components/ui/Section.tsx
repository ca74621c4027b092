import type { ReactNode } from "react";

export type SectionProps = {
  /** The finding as a sentence; it comes before the proof. */
  title: ReactNode;
  number?: number;
  /** At most two short paragraphs and a link. */
  text?: ReactNode;
  /** Rubric on top in two halves, for wide tables and small multiples. */
  wide?: boolean;
  id?: string;
  /** Begins a new sheet of paper. */
  page_break?: boolean;
  children: ReactNode;
};

const classes = (wide: boolean, page_break: boolean) =>
  ["sec", wide && "wide", page_break && "pagebreak"].filter(Boolean).join(" ");

/** Rubric left, matter right. */
export function Section({
  title,
  number,
  text,
  wide = false,
  id,
  page_break = false,
  children,
}: SectionProps) {
  const label = number === undefined ? null : <span className="no">{number}</span>;
  return (
    <section className={classes(wide, page_break)} id={id}>
      <div className="rub">
        {wide ? null : label}
        <h2>
          {wide ? label : null}
          {title}
        </h2>
        {text ? <div className="rub-text">{text}</div> : null}
      </div>
      <div className="matter">{children}</div>
    </section>
  );
}

/** What a page rests on, at its end: window, method, digest. */
export function PageEnd({ items }: { items: readonly { key: string; content: ReactNode }[] }) {
  return (
    <footer className="end">
      {items.map((item) => (
        <span key={item.key}>{item.content}</span>
      ))}
    </footer>
  );
}
