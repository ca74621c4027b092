import { Problem } from "@/lib/kernel/errors";

/** Status and type of a refusal, or the pointers of what is wrong with an input. Throws when it was no refusal. */
export async function refusal(work: () => Promise<unknown>): Promise<[number, string] | string[]> {
  const error = await Promise.resolve()
    .then(work)
    .then(
      () => null,
      (thrown: unknown) => thrown,
    );
  if (!(error instanceof Problem)) throw error ?? new Error("It was not refused.");
  return error.errors ? error.errors.map(({ pointer }) => pointer) : [error.status, error.type];
}
