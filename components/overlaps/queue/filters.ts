import type { TableFilter } from "@/components/table";
import { OVERLAP_KIND_LABELS, OVERLAP_STATUS_LABELS, OverlapKind, OverlapStatus } from "@/lib/register";

type Option = { value: string; label: string };
export type QueueOptions = Record<"parties" | "segments" | "preparers" | "reviewers", readonly Option[]>;

const DUE: readonly Option[] = [
  { value: "overdue", label: "Overdue" },
  { value: "7", label: "Within 7 days" },
  { value: "30", label: "Within 30 days" },
  { value: "90", label: "Within 90 days" },
];
const NOBODY: Option = { value: "none", label: "Nobody named" };

/** What the queue is filtered by; parties, segments and people are those of what the reader sees. */
export const queueFilters = ({
  parties,
  segments,
  preparers,
  reviewers,
}: QueueOptions): readonly TableFilter[] => [
  {
    id: "severity",
    label: "Severity",
    options: [5, 4, 3, 2, 1].map((level) => ({ value: String(level), label: String(level) })),
  },
  {
    id: "kind",
    label: "Kind",
    options: OverlapKind.options.map((value) => ({ value, label: OVERLAP_KIND_LABELS[value] })),
  },
  { id: "party", label: "Party", options: parties },
  { id: "segment", label: "Segment", options: segments },
  { id: "due_within", label: "Due", options: DUE },
  { id: "preparer", label: "Prepared by", options: [...preparers, NOBODY] },
  { id: "reviewer", label: "Asked to decide", options: [...reviewers, NOBODY] },
  {
    id: "status",
    label: "Status",
    options: [
      ...OverlapStatus.options.map((value) => ({ value, label: OVERLAP_STATUS_LABELS[value] })),
      { value: "all", label: "All, ended ones too" },
    ],
  },
];
