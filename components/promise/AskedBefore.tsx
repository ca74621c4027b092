import Link from "next/link";
import { Fragment } from "react";
import { formatDate, formatDayMonth } from "@/lib/kernel/format";
import {
  type AskedBefore as Asked,
  type CheckStanding,
  checkSays,
  findingStands,
  standingWords,
} from "@/lib/reports";
import { Powers } from "./Powers";

const CheckLink = ({ check: { id, key } }: { check: CheckStanding }) => (
  <Link className="mono" href={`/promise/checks/${id}`}>
    {key}
  </Link>
);

function Findings({ findings }: CheckStanding) {
  return findings.map((finding) => (
    <Fragment key={finding.code}>
      ; <Link href={`/promise/findings/${finding.code}`}>{finding.code}</Link> {findingStands(finding)}
    </Fragment>
  ));
}

/** A check that asks just the same, with its figures. */
function Same({ check }: { check: CheckStanding }) {
  return (
    <>
      The same question was fixed on {formatDate(check.recorded_on)} by <CheckLink check={check} />:{" "}
      <Powers>{standingWords(check)}</Powers>
      <Findings {...check} />.
    </>
  );
}

/** The checks that fixed the question before the data, what they say, and why their figures are others. */
export function AskedBefore({ asked: { same, checks, why } }: { asked: Asked }) {
  const [first] = checks;
  return (
    <>
      {same && first ? (
        <Same check={first} />
      ) : (
        <>
          Of one router each:{" "}
          {checks.map((check, place) => (
            <Fragment key={check.id}>
              {place === 0 ? "" : "; "}
              <CheckLink check={check} /> {checkSays(check.verdict)} up to {formatDayMonth(check.day)}
              <Findings {...check} />
            </Fragment>
          ))}
          .
        </>
      )}{" "}
      {why}
    </>
  );
}
