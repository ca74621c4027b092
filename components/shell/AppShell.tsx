import type { ReactNode } from "react";
import { GenLine, ToastProvider } from "@/components/ui";
import { type Permission, ROLE_LABELS, ROLE_PERMISSIONS, type Role } from "@/lib/access";
import { formatList } from "@/lib/kernel/format";
import { Brand } from "./Brand";
import type { DisplayChoice } from "./display";
import { navigationFor } from "./navigation";
import { PrintLine } from "./PrintLine";
import { type NavCounts, SideNav } from "./SideNav";
import { SignedInAs } from "./SignedInAs";
import { TopBar } from "./TopBar";

export type AppShellProps = {
  roles: readonly Role[];
  person: string;
  /** Its name is the platform's where nobody has given one, and null as long as the register has none. */
  workspace: { name: string | null; note: string | null };
  counts: NavCounts;
  /** Notifications that are not read. */
  unread: number;
  display: DisplayChoice;
  /** What was generated, in a sentence; null when all traffic is real. */
  generated: string | null;
  children: ReactNode;
};

/** The frame of every page: navigation by role, the bar, and the word "generated" where it is due. */
export function AppShell(props: AppShellProps) {
  const { roles, person, workspace, counts, unread, display, generated, children } = props;
  const sections = navigationFor(roles);
  const may = (permission: Permission) => roles.some((role) => ROLE_PERMISSIONS[role].includes(permission));
  return (
    <ToastProvider>
      <a className="skip" href="#main">
        Skip to content
      </a>
      <div className="app">
        <aside className="side" aria-label="Workspace">
          <Brand />
          {workspace.name === null ? null : (
            <div className="ws">
              <b>{workspace.name}</b>
              {workspace.note}
            </div>
          )}
          <SideNav sections={sections} counts={counts} />
          <SignedInAs name={person} roles={formatList(roles.map((role) => ROLE_LABELS[role]))} />
        </aside>
        <div className="main">
          <TopBar
            sections={sections}
            counts={counts}
            display={display}
            can_search={may("register:read")}
            may_define={may("check:define")}
            unread={unread}
          />
          <main className="page" id="main" tabIndex={-1}>
            <PrintLine />
            {generated === null ? null : <GenLine>{generated}</GenLine>}
            {children}
          </main>
        </div>
      </div>
    </ToastProvider>
  );
}
