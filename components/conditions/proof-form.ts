import { z } from "zod";
import { formatBytes } from "@/lib/kernel/format";
import { PROOF_LIMIT_MIB } from "@/lib/register";

/** The form of a proof as far as it is refused before it is sent: nobody uploads what is not kept. */
export const ProofBody = z.instanceof(FormData).superRefine((form, context) => {
  const file = form.get("file");
  if (!(file instanceof File) || file.size <= PROOF_LIMIT_MIB * 1_048_576) return;
  context.addIssue({
    ...{ code: "custom", path: ["file"] },
    message: `The file has ${formatBytes(file.size)}; at most ${PROOF_LIMIT_MIB} MiB are kept.`,
  });
});
