import type { ReactNode } from "react";

export type FieldProps = {
  /** The property's name in the API: JSON pointer without its first slash. */
  name: string;
  label: string;
  /** The same sentence as the API's description. */
  help?: ReactNode;
  error?: string;
  required?: boolean;
  /** What was understood, for inputs that accept several spellings. */
  understood?: ReactNode;
};

export const fieldId = (name: string): string => `f-${name.replaceAll("/", "-")}`;

/** What a control in a Field carries so that readers hear label, help and error together. */
export function controlProps({ name, help, error, required, understood }: FieldProps) {
  const id = fieldId(name);
  const described = [help && `${id}-help`, understood !== undefined && `${id}-read`, error && `${id}-err`];
  return {
    id,
    name,
    "aria-describedby": described.filter(Boolean).join(" ") || undefined,
    "aria-invalid": error ? (true as const) : undefined,
    "aria-required": required || undefined,
  };
}

/** Label, control, help, and the error beside it. `group` for several controls under one label. */
export function Field(props: FieldProps & { group?: boolean; children: ReactNode }) {
  const { name, label, help, error, required, understood, group, children } = props;
  const id = fieldId(name);
  const title = (
    <>
      {label}
      {required ? null : <span className="opt"> (optional)</span>}
    </>
  );
  const notes = (
    <>
      {help ? (
        <span className="help" id={`${id}-help`}>
          {help}
        </span>
      ) : null}
      {understood === undefined ? null : (
        <span className="read" id={`${id}-read`} aria-live="polite">
          {understood}
        </span>
      )}
      {error ? (
        <span className="err" id={`${id}-err`}>
          {error}
        </span>
      ) : null}
    </>
  );
  if (group)
    return (
      <fieldset
        className="fieldset fld"
        id={id}
        tabIndex={-1}
        aria-describedby={error ? `${id}-err` : undefined}
      >
        <legend className="label">{title}</legend>
        {children}
        {notes}
      </fieldset>
    );
  return (
    <div className="fld">
      <label htmlFor={id}>{title}</label>
      {children}
      {notes}
    </div>
  );
}
