"use client";

import Link from "next/link";
import { useEffect, useState } from "react";
import { recordHref, SimilarAnswer, type SimilarParty } from "@/lib/register";
import { likenessWords } from "./DuplicatesTable";

const PAUSE_MS = 300;

/** Below the name of a party to be added: recorded ones that the name may mean, so that nobody is entered twice. */
export function SimilarParties({ name }: { name: string }) {
  const [found, setFound] = useState<readonly SimilarParty[]>([]);
  useEffect(() => {
    const asked = name.trim();
    if (asked.length < 2) {
      setFound([]);
      return;
    }
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      const answer = await fetch(`/api/v1/parties/similar?name=${encodeURIComponent(asked)}`, {
        signal: abort.signal,
      }).catch(() => null);
      const body = answer?.ok ? SimilarAnswer.safeParse(await answer.json().catch(() => null)) : null;
      // Help only: where it cannot be asked, the form works without it.
      if (!abort.signal.aborted) setFound(body?.success ? body.data.items : []);
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [name]);
  return (
    <div role="status">
      {found.length > 0 ? (
        <div className="note">
          <b>Perhaps it is recorded already.</b>
          <ul>
            {found.map((party) => (
              <li key={party.key}>
                <Link href={recordHref.party(party.key)}>{party.name}</Link>: {likenessWords(party.likeness)}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </div>
  );
}
