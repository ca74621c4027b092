import type { ReactNode } from "react";

export type EmptyStateProps = {
  /** What would be here. */
  title: string;
  /** How to get it. */
  children: ReactNode;
  actions?: ReactNode;
  level?: 2 | 3;
};

/** Says what would be here and how to get it. */
export function EmptyState({ title, children, actions, level = 2 }: EmptyStateProps) {
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <div className="empty">
      <Heading>{title}</Heading>
      <p>{children}</p>
      {actions ? <div className="acts">{actions}</div> : null}
    </div>
  );
}

export type Step = { key: string; title: string; text: ReactNode; done: boolean; action?: ReactNode };

/** The steps from nothing to a verdict, those that are done marked as such. */
export function NextSteps({
  title,
  lead,
  steps,
}: {
  title: string;
  lead: ReactNode;
  steps: readonly Step[];
}) {
  return (
    <div className="empty steps">
      <h2>{title}</h2>
      <p>{lead}</p>
      <ol>
        {steps.map((step, index) => (
          <li key={step.key} className={step.done ? "done" : undefined}>
            <span className="k">{index + 1}</span>
            <div>
              <b>{step.title}</b>
              {step.done ? <span className="mute">, done</span> : null}
              <p>{step.text}</p>
            </div>
            {step.done ? null : step.action}
          </li>
        ))}
      </ol>
    </div>
  );
}

/** What failed, in words, with what can be done about it. */
export function ErrorState({ title, children, actions }: Omit<EmptyStateProps, "level">) {
  return (
    <div className="empty" role="alert">
      <h2>{title}</h2>
      <p>{children}</p>
      {actions ? <div className="acts">{actions}</div> : null}
    </div>
  );
}

/** Holds the place of what is loading, in its size. Numbers are pixels. */
export function Skeleton({ width, height = 20 }: { width?: number | string; height?: number }) {
  return <span className="skel" style={{ width: width ?? "100%", height }} aria-hidden="true" />;
}

/** Not known: hatched, never empty, never zero. */
export function Unknown({ children = "unknown" }: { children?: ReactNode }) {
  return <span className="unk">{children}</span>;
}
