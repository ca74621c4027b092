"use client";

import { Command } from "cmdk";
import { useRouter } from "next/navigation";
import { Dialog } from "radix-ui";
import { useEffect, useState } from "react";
import { mayLeave } from "@/components/form";
import { SearchAnswer, type SearchHit } from "@/lib/register";
import type { NavSection } from "./navigation";
import { signOut } from "./sign-out";

const KIND_LABELS: Record<SearchHit["kind"], string> = {
  party: "Parties",
  product: "Products",
  model: "Models",
  overlap: "Overlaps",
  review: "Reviews",
  condition: "Conditions",
  policy: "Policies",
  source: "Sources",
  commitment: "Commitments",
  check: "Checks",
  finding: "Findings",
};
const PAUSE_MS = 150;
const NEUTRALITY = "/promise/neutrality";

type Found = { q: string; hits: SearchHit[]; failed: boolean };

function useSearch(q: string, enabled: boolean): Found & { waiting: boolean } {
  const [found, setFound] = useState<Found>({ q: "", hits: [], failed: false });
  useEffect(() => {
    if (!enabled || q === "") return;
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const response = await fetch(`/api/v1/search?q=${encodeURIComponent(q)}`, { signal: abort.signal });
        const answer = SearchAnswer.safeParse(await response.json());
        setFound({ q, hits: answer.data?.items ?? [], failed: !answer.success });
      } catch {
        if (!abort.signal.aborted) setFound({ q, hits: [], failed: true });
      }
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [q, enabled]);
  if (!enabled || q === "") return { q, hits: [], failed: false, waiting: false };
  return { ...found, hits: found.hits, waiting: found.q !== q };
}

function pagesOf(sections: readonly NavSection[]) {
  return sections.flatMap((section) =>
    section.pages.length === 0
      ? [{ label: section.label, detail: "", href: section.href }]
      : section.pages.map((page) => ({ label: page.label, detail: section.label, href: page.href })),
  );
}

const matches = (text: string, q: string) => text.toLowerCase().includes(q.toLowerCase());

/** One search over the register and the pages, and the acts that need no page. */
export default function CommandPalette({
  sections,
  can_search,
  may_define,
  onClose,
}: {
  sections: readonly NavSection[];
  can_search: boolean;
  may_define: boolean;
  onClose: () => void;
}) {
  const router = useRouter();
  const [text, setText] = useState("");
  const q = text.trim();
  const { hits, failed, waiting } = useSearch(q, can_search);
  const go = (href: string) => {
    if (!mayLeave()) return;
    onClose();
    router.push(href);
  };
  const pages = pagesOf(sections).filter((page) => q === "" || matches(`${page.detail} ${page.label}`, q));
  const acts = [
    ...(sections.some(({ pages }) => pages.some(({ href }) => href === NEUTRALITY))
      ? [{ label: "How we know", run: () => go(`${NEUTRALITY}/how-we-know`) }]
      : []),
    ...(may_define ? [{ label: "Define a check", run: () => go("/promise/checks/new") }] : []),
    { label: "Notifications", run: () => go("/notifications") },
    { label: "Digest", run: () => go("/notifications/digest") },
    { label: "Your account", run: () => go("/settings/account") },
    { label: "Sign out", run: () => void signOut() },
  ].filter((act) => q === "" || matches(act.label, q));
  const kinds = [...new Set(hits.map((hit) => hit.kind))];
  return (
    <Dialog.Root open onOpenChange={(open) => open || onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="veil" />
        <Dialog.Content className="dlg cmd" aria-describedby={undefined}>
          <Dialog.Title className="vh">Search or act</Dialog.Title>
          <Command shouldFilter={false} label="Search or act">
            <Command.Input
              value={text}
              onValueChange={setText}
              placeholder={can_search ? "A partner, product, model, overlap, check, page" : "A page"}
            />
            <Command.List label="Found">
              {kinds.map((kind) => (
                <Command.Group key={kind} heading={KIND_LABELS[kind]}>
                  {hits
                    .filter((hit) => hit.kind === kind)
                    .map((hit) => (
                      <Command.Item
                        key={`${hit.href} ${hit.label}`}
                        value={`${hit.href} ${hit.label}`}
                        onSelect={() => go(hit.href)}
                      >
                        {hit.label}
                        {hit.detail ? <span className="sub">{hit.detail}</span> : null}
                      </Command.Item>
                    ))}
                </Command.Group>
              ))}
              {pages.length > 0 ? (
                <Command.Group heading="Pages">
                  {pages.map((page) => (
                    <Command.Item key={page.href} value={page.href} onSelect={() => go(page.href)}>
                      {page.label}
                      <span className="sub">{page.detail}</span>
                    </Command.Item>
                  ))}
                </Command.Group>
              ) : null}
              {acts.length > 0 ? (
                <Command.Group heading="Acts">
                  {acts.map((act) => (
                    <Command.Item key={act.label} value={act.label} onSelect={act.run}>
                      {act.label}
                    </Command.Item>
                  ))}
                </Command.Group>
              ) : null}
              <Command.Empty>
                {waiting ? "Searching" : failed ? "The search did not answer." : "Nothing by that name."}
              </Command.Empty>
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
