import Link from "next/link";
import type { ButtonHTMLAttributes, ReactNode } from "react";

export type ButtonTone = "primary" | "plain" | "quiet" | "text";
type Look = { tone?: ButtonTone; size?: "normal" | "small"; caret?: boolean };

const TONES: Record<ButtonTone, string> = {
  primary: "btn pri",
  plain: "btn",
  quiet: "btn quiet",
  text: "lnk",
};

const look = ({ tone = "plain", size = "normal", caret = false }: Look, extra?: string): string =>
  [TONES[tone], size === "small" && "sm", caret && "caret", extra].filter(Boolean).join(" ");

export type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & Look;

/** Acts. Its type is `button` unless said otherwise, so that it never submits a form by accident. */
export function Button({ tone, size, caret, className, type = "button", ...rest }: ButtonProps) {
  return <button type={type} className={look({ tone, size, caret }, className)} {...rest} />;
}

export type LinkButtonProps = Look & {
  href: string;
  children: ReactNode;
  className?: string;
  /** For files: a plain link that the browser saves. */
  download?: boolean | string;
  "aria-label"?: string;
};

/** Goes somewhere, and looks like a button. */
export function LinkButton({ tone, size, caret, className, href, download, ...rest }: LinkButtonProps) {
  const classes = look({ tone, size, caret }, className);
  if (download !== undefined) return <a className={classes} href={href} download={download} {...rest} />;
  return <Link className={classes} href={href} {...rest} />;
}
