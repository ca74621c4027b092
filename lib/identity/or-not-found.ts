import { notFound } from "next/navigation";
import { Problem } from "@/lib/kernel/errors";

/** A verb's 404 as the page of what is not there; any other error goes on. */
export async function orNotFound<T>(read: Promise<T>): Promise<T> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof Problem && error.status === 404) notFound();
    throw error;
  }
}
