/**
 * Legal forms as they stand at the end of a company's name, without dots: what tells a form of incorporation and not who
 * it is. From the ISO 20275 list of entity legal forms, those that English reports write.
 */
const LEGAL_FORMS = new Set(
  (
    "ab ag aps as asa bhd bv co company corp corporation eirl gmbh inc incorporated kg kgaa kk limited llc llp lp ltd " +
    "ltda nv oy oyj pbc plc pte pty pvt sa sab sapi sarl sas se sl spa srl ulc"
  ).split(" "),
);

/** Words that say how companies hang together; taken off only after the legal form, and never the last word left. */
const GROUP_WORDS = new Set(["group", "holding", "holdings"]);

/**
 * The words of an organisation's name that tell who it is: lower case, without accents, punctuation, a leading "the"
 * and legal forms at the end ("Anthropic, PBC" and "anthropic" are one). A name of nothing else keeps its words.
 */
export function nameWords(name: string): string[] {
  const words = name
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("&", " and ")
    // "S.A." and "L.L.C." are words of one letter each: their dots join them.
    .replaceAll(/(?<=\b\p{L})\.(?=\p{L}\b)/gu, "")
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .split(" ")
    .filter((word) => word !== "");
  const kept = words.length > 1 && words[0] === "the" ? words.slice(1) : words;
  return withoutEnd(withoutEnd(kept, LEGAL_FORMS), GROUP_WORDS);
}

function withoutEnd(words: readonly string[], ends: ReadonlySet<string>): string[] {
  let end = words.length;
  while (end > 1 && ends.has(words[end - 1] ?? "")) end -= 1;
  // "Ant and Co": what joined the form goes with it.
  if (end > 1 && end < words.length && words[end - 1] === "and") end -= 1;
  return words.slice(0, end);
}

/** The words in one text: equal texts are one name. */
export const normaliseName = (name: string): string => nameWords(name).join(" ");
