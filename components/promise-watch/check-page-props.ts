import type { ReactNode } from "react";
import type { CheckView, Day, FindingListItem, ResultListItem, ResultsPage } from "@/lib/commitments";
import type { EvidenceModel } from "@/lib/kernel/proof-chart";
import type { Judging } from "./check-heading";

/** All that the page of a version shows. */
export type CheckPageProps = {
  check: CheckView;
  today: Day;
  latest: ResultListItem | null;
  /** The history as the address filters it. */
  results: ResultsPage;
  /** Names in the address that could not be read. */
  ignored: readonly string[];
  versions: readonly CheckView[];
  /** Earlier versions that judge on beside this one, with their latest results. */
  beside: readonly Judging<CheckView, ResultListItem>[];
  /** Findings of any version of this check that are not closed. */
  findings: readonly FindingListItem[];
  evidence: EvidenceModel | null;
  /** Of an attestation that waits for the reader: what is asked, and until when. */
  asked: string | null;
  acts: ReactNode;
  /** Of an attestation: its answers. */
  answers: ((number: number) => ReactNode) | null;
};
