import Link from "next/link";
import { VerdictMark } from "@/components/ui";
import type { Guard, TermKey } from "@/lib/reports";
import { TermOf } from "./TermOf";

const MARKS = {
  held: "kept",
  open: "inconclusive",
  stepped_down: "watch",
  unknown: "no_data",
  aside: "no_data",
} as const;
const WORDS: Record<Guard["mark"], string> = {
  held: "Holds",
  open: "Open",
  stepped_down: "Does not hold",
  unknown: "Not known",
  aside: "Has no say",
};
const EXPLAINED: Record<string, TermKey> = {
  full_model: "full_model",
  placebo: "placebo",
  partners: "partners",
  quality: "quality_basis",
  coverage: "coverage",
  support: "support",
  score_honesty: "score_honesty",
  outcome_test: "outcome_test",
  eligibility: "eligibility",
};

/** What was asked against a verdict, each with its mark and what it found. */
export function GuardList({ guards, search }: { guards: readonly Guard[]; search: string }) {
  return (
    <ul className="guards">
      {guards.map(({ key, title, text, mark, link }) => {
        const term = EXPLAINED[key];
        return (
          <li key={key}>
            <VerdictMark verdict={MARKS[mark]} />
            <span>
              <span className="vh">{WORDS[mark]}: </span>
              <b>
                {term ? (
                  <TermOf term={term} search={search}>
                    {title}
                  </TermOf>
                ) : (
                  title
                )}
                .
              </b>{" "}
              {text}
              {link ? (
                <>
                  {" "}
                  <Link className="mono" href={link.href}>
                    {link.text}
                  </Link>
                </>
              ) : null}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
