import { PrismaPg } from "@prisma/adapter-pg";
import { env } from "@/lib/kernel/env";
import { PrismaClient } from "./generated/client";

const holder = globalThis as typeof globalThis & { evenhandPrisma?: PrismaClient };

/** The one client of this process, made on first use so that a build opens no database. */
export function prisma(): PrismaClient {
  if (!holder.evenhandPrisma) {
    const { DATABASE_URL } = env();
    if (!DATABASE_URL) throw new Error("DATABASE_URL is not set; start Evenhand with `npm start`.");
    holder.evenhandPrisma = new PrismaClient({
      adapter: new PrismaPg({ connectionString: DATABASE_URL, max: 12, connectionTimeoutMillis: 5_000 }),
    });
  }
  return holder.evenhandPrisma;
}

/** Closes the pool; for scripts and tests, which must end. */
export async function closeDatabase(): Promise<void> {
  await holder.evenhandPrisma?.$disconnect();
  delete holder.evenhandPrisma;
}
