import type { ReactNode } from "react";
import { Brand } from "@/components/shell";

/** Pages before one is somebody: the brand and one form. */
export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <main className="door" id="main">
      <Brand />
      {children}
    </main>
  );
}
