import { LinkButton, NextSteps, PageHeader, PromiseQuote } from "@/components/ui";
import type { Promised, SetupState } from "@/lib/reports";

/** An empty workspace: what is there, what is missing for a verdict, and where it is entered. */
export function SetupSteps({
  setup,
  promised,
  may_write,
}: {
  setup: SetupState;
  promised: Promised | null;
  may_write: boolean;
}) {
  const link = (href: string, label: string) =>
    may_write ? <LinkButton href={href}>{label}</LinkButton> : undefined;
  return (
    <>
      <PageHeader
        size="verdict"
        verdict="no_data"
        title="Nothing can be tested yet."
        lead="The verdict on the promise comes from the router's own decisions. None are stored."
        promise={promised ? <PromiseQuote text={promised.text} cite={promised.speaker} /> : undefined}
      />
      <NextSteps
        title="From nothing to a verdict"
        lead="One document can hold the whole register; everything in it can be entered by hand as well."
        steps={[
          {
            key: "platform",
            title: "Name the platform and its partners",
            text: "The platform comes by import or by the first form. First-party is what it owns.",
            done: setup.platform,
            action: (
              <span className="flex flex-wrap gap-2">
                {link("/register/partners/new", "Add the platform")}
                {link("/register/import", "Import")}
              </span>
            ),
          },
          {
            key: "products",
            title: "Record products with their models",
            text: "Patterns of model names say whose model a decision chose.",
            done: setup.products,
            action: link("/register/products", "Products"),
          },
          {
            key: "promise",
            title: "Record the promise in its own words",
            text: "The overview quotes it with who said it and when.",
            done: setup.promise,
            action: link("/register/commitments/new", "Add the promise"),
          },
          {
            key: "policies",
            title: "Record the routers' policy versions",
            text: "A change of share is read against the day on which a policy began.",
            done: setup.policies,
            action: link("/routing/policies", "Policies"),
          },
          {
            key: "traffic",
            title: "Deliver routing decisions",
            text: "With candidates, quality, cost and latency as the router saw them, so that they can be tested.",
            done: setup.traffic,
            action: link("/routing/sources", "Sources"),
          },
        ]}
      />
    </>
  );
}
