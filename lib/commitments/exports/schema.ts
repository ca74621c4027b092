import { z } from "zod";

/** What the lists take beside their filters, as the register's lists do. */
export const ExportControls = {
  format: z.enum(["json", "csv"]).default("json").describe("csv: the whole selection, not a page."),
  columns: z
    .string()
    .max(2000)
    .optional()
    .describe("Columns of the page's table by comma, for the CSV; default all fields."),
};
