export { ActDialog, type ActDialogProps } from "./ActDialog";
export { ApiForm, ErrorSummary, SubmitRow } from "./ApiForm";
export { BulkDock, type BulkDockProps } from "./BulkDock";
export type { FormConflict } from "./conflict";
export { controlProps, Field, type FieldProps, fieldId } from "./Field";
export { GiveDialog, type GiveDialogProps } from "./GiveDialog";
export {
  Checkbox,
  CheckboxGroup,
  type CheckboxProps,
  FileInput,
  type InputProps,
  type Option,
  SelectInput,
  Textarea,
  TextInput,
  type TextInputProps,
} from "./inputs";
export { MultiSelect, TokenInput } from "./list-inputs";
export { callApi, type FieldErrors, fieldErrors, ProblemBody } from "./problem";
export { RadioInput, type RadioOption } from "./RadioInput";
export { AmountInput, DateInput, DayInput, TimeInput } from "./read-inputs";
export { mayLeave } from "./unsaved";
export { type ApiFormOptions, useApiForm } from "./use-api-form";
export { useUnsavedGuard } from "./use-unsaved-guard";
