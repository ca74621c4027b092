import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { AppShell, DENSITY_COOKIE, readDensity, readTheme, THEME_COOKIE } from "@/components/shell";
import { getWorkspace, sessionActor } from "@/lib/identity/server";

export default async function BoardLayout({ children }: { children: ReactNode }) {
  const actor = await sessionActor();
  // The page itself sends the anonymous to sign in: it alone knows where they wanted to go.
  if (!actor) return children;
  const [jar, workspace] = await Promise.all([cookies(), getWorkspace()]);
  return (
    <AppShell
      roles={actor.roles}
      person={actor.name}
      workspace={{ name: workspace.name ?? "Evenhand", note: workspace.sample ? "Sample workspace" : null }}
      counts={{}}
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
