export { Button, type ButtonProps, type ButtonTone, LinkButton, type LinkButtonProps } from "./Button";
export { Chip, type ChipProps } from "./Chip";
export { CopyButton } from "./CopyButton";
export { type Definition, DefinitionList, RubricList } from "./DefinitionList";
export { Dialog, DialogClose, type DialogProps } from "./Dialog";
export { GeneratedMark, GenLine } from "./Generated";
export { Hatches } from "./Hatches";
export { HueKey } from "./Hue";
export { Menu, type MenuItem } from "./Menu";
export { PageHeader, type PageHeaderProps, PromiseQuote } from "./PageHeader";
export { PageSkeleton, SectionSkeleton } from "./PageSkeleton";
export { Phrases } from "./Phrases";
export { Pips, type PipsProps } from "./Pips";
export { Popover, type PopoverProps, Term } from "./Popover";
export { PageEnd, Section, type SectionProps } from "./Section";
export { Segmented, type SegmentedProps, Tabs, type TabsProps } from "./Segmented";
export { Select, type SelectOption, type SelectProps } from "./Select";
export {
  EmptyState,
  type EmptyStateProps,
  ErrorState,
  NextSteps,
  Skeleton,
  type Step,
  Unknown,
} from "./States";
export { ToastProvider, useToast } from "./Toast";
export { VERDICT_WORDS, Verdict, type VerdictKind, VerdictMark } from "./VerdictMark";
