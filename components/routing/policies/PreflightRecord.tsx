import { DefinitionList, Section } from "@/components/ui";
import { formatDateTime, formatDigest, formatNumber } from "@/lib/kernel/format";
import { describeLeftOut, type PreflightView } from "@/lib/neutrality";

const mono = (text: string) => <span className="mono">{text}</span>;
const some = (n: number, text: string): string | null => (n > 0 ? `${formatNumber(n)}${text}` : null);

/** What the run rests on, and what a review that names it is pinned to. */
export function PreflightRecord({ run, content_hash }: { run: PreflightView; content_hash: string | null }) {
  const { result } = run;
  const same = run.content_hash === content_hash;
  return (
    <Section
      title="The run is kept as it is."
      text={
        <p>
          A review of its router’s overlap can name it, and is then pinned to its number and to the hash of
          all that is kept of it.
        </p>
      }
    >
      <DefinitionList
        items={[
          { term: "Left out", value: describeLeftOut(result) },
          {
            term: "Equal under the rule",
            value: some(result.tied, ": the models that are equal share the decision"),
          },
          {
            term: "Figures from the register",
            value: some(result.register_figures, ": list price or estimate, where the log has none"),
          },
          { term: "Run", value: mono(run.id) },
          { term: "By", value: `${run.created_by_label}, ${formatDateTime(run.created_at)}` },
          {
            term: "Content",
            value: (
              <>
                {mono(formatDigest(run.content_hash))}
                {same ? ", as the policy stands" : ", another than the policy’s present one"}
              </>
            ),
          },
          { term: "Hash", value: mono(formatDigest(`sha256:${run.record_hash}`)) },
          { term: "Decisions", value: mono(formatDigest(`cityhash64:${run.dataset_digest}`)) },
          { term: "Catalogue", value: mono(run.catalogue_version) },
          { term: "Method", value: `version ${run.method_version}` },
        ]}
      />
    </Section>
  );
}
