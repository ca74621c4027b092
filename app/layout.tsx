import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";
import { DENSITY_COOKIE, displayAttributes, readDensity, readTheme, THEME_COOKIE } from "@/components/shell";
import { Hatches } from "@/components/ui";
import "./globals.css";

export const metadata: Metadata = {
  title: { template: "%s · Evenhand", default: "Evenhand" },
  description: "Who stands in conflict with whom, and whether the router keeps the promise.",
};

export const viewport: Viewport = { width: "device-width", initialScale: 1 };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const jar = await cookies();
  const theme = readTheme(jar.get(THEME_COOKIE)?.value);
  const density = readDensity(jar.get(DENSITY_COOKIE)?.value);
  return (
    <html lang="en" {...displayAttributes({ theme, density })}>
      <body>
        <Hatches />
        <NuqsAdapter>{children}</NuqsAdapter>
      </body>
    </html>
  );
}
