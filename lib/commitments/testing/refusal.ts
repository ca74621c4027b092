import { Problem } from "@/lib/kernel/errors";

async function problemOf(work: Promise<unknown>): Promise<Problem> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Problem)) throw error ?? new Error("It was not refused.");
  return error;
}

/** Status and type of a refusal. Throws when it was no refusal. */
export async function refusedWith(work: Promise<unknown>): Promise<[number, string]> {
  const { status, type } = await problemOf(work);
  return [status, type];
}

/** Status and type of a refusal, or the pointers of what is wrong with an input. Throws when it was no refusal. */
export async function refusal(work: () => Promise<unknown>): Promise<[number, string] | string[]> {
  const { errors, status, type } = await problemOf(Promise.resolve().then(work));
  return errors ? errors.map(({ pointer }) => pointer) : [status, type];
}
