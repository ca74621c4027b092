/** Runs once when the web server starts, before the first request. */
export async function register(): Promise<void> {
  // Replaced at build time: without it the file is compiled for the edge runtime too, which has no stores.
  if (process.env.NEXT_RUNTIME === "nodejs") await (await import("./instrumentation-node")).startServer();
}
