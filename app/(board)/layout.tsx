import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { AppShell, DENSITY_COOKIE, readDensity, readTheme, THEME_COOKIE } from "@/components/shell";
import { can } from "@/lib/access";
import { countOpenFindings } from "@/lib/commitments/server";
import { getWorkspace, sessionActor } from "@/lib/identity/server";
import { countOpenOverlaps, countUnread, readPlatformName } from "@/lib/register/server";

export default async function BoardLayout({ children }: { children: ReactNode }) {
  const actor = await sessionActor();
  // The page itself sends the anonymous to sign in: it alone knows where they wanted to go.
  if (!actor) return children;
  const [jar, workspace, platform, overlaps, findings, unread] = await Promise.all([
    cookies(),
    getWorkspace(),
    readPlatformName(actor),
    can(actor, "overlap:read") ? countOpenOverlaps(actor) : undefined,
    can(actor, "promise:read") ? countOpenFindings(actor) : undefined,
    countUnread(actor),
  ]);
  return (
    <AppShell
      roles={actor.roles}
      person={actor.name}
      workspace={{ name: workspace.name ?? platform, note: workspace.sample ? "Sample workspace" : null }}
      counts={{
        ...(overlaps === undefined ? {} : { overlaps }),
        ...(findings === undefined ? {} : { findings }),
      }}
      unread={unread}
      display={{
        theme: readTheme(jar.get(THEME_COOKIE)?.value),
        density: readDensity(jar.get(DENSITY_COOKIE)?.value),
      }}
      generated={workspace.note}
    >
      {children}
    </AppShell>
  );
}
