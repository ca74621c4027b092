import type { ReactNode } from "react";
import { type Definition, RubricList } from "./DefinitionList";
import { type VerdictKind, VerdictMark } from "./VerdictMark";

export type PageHeaderProps = {
  title: ReactNode;
  /** `verdict`: 48 px beside its mark, once a page. `record`: 36 px. `list`: 28 px, for lists and forms. */
  size?: "verdict" | "record" | "list";
  verdict?: VerdictKind;
  /** Of a record that has a verdict: its mark, as large as that of a verdict. */
  mark?: ReactNode;
  /** Above the title: identifier, kind, status. */
  kicker?: ReactNode;
  lead?: ReactNode;
  rubric?: readonly Definition[];
  /** Buttons, under the lead. */
  actions?: ReactNode;
  /** Above everything: the promise, quoted. */
  promise?: ReactNode;
  /** Beneath, across the whole width: tabs or filters. */
  children?: ReactNode;
};

const TITLES = { verdict: undefined, record: "big", list: "title" } as const;

/** What a page is about: left mark, title and lead; right, in the rubric's width, the facts that it rests on. */
export function PageHeader(props: PageHeaderProps) {
  const { size = "list", verdict, mark, kicker, lead, rubric, actions, promise, children } = props;
  return (
    <header className={size === "list" ? "head low" : "head"}>
      {promise}
      <div className={size === "verdict" ? "verdict" : mark ? "verdict marked" : "title-block"}>
        {size === "verdict" && verdict ? <VerdictMark verdict={verdict} /> : null}
        {mark}
        {kicker ? <p className="kick">{kicker}</p> : null}
        <h1 className={TITLES[size]}>{props.title}</h1>
        {lead ? <p className="lead">{lead}</p> : null}
        {actions ? <div className="head-acts">{actions}</div> : null}
      </div>
      {rubric ? <RubricList items={rubric} /> : null}
      {children ? <div className="head-below">{children}</div> : null}
    </header>
  );
}

/** The promise in the speaker's words, with who said it and when. */
export function PromiseQuote({ text, cite }: { text: string; cite?: ReactNode }) {
  return (
    <div className="promise">
      <blockquote>“{text}”</blockquote>
      {cite ? <cite>{cite}</cite> : null}
    </div>
  );
}
