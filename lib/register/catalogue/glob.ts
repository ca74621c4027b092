/** Whether a text fits a glob: `*` stands for any text, `?` for one character. Linear in both lengths but for stars. */
export function globMatches(glob: string, text: string): boolean {
  let g = 0;
  let t = 0;
  let star = -1;
  let resume = 0;
  while (t < text.length) {
    if (g < glob.length && glob[g] === "*") {
      star = g;
      resume = t;
      g += 1;
    } else if (g < glob.length && (glob[g] === "?" || glob[g] === text[t])) {
      g += 1;
      t += 1;
    } else if (star >= 0) {
      // Only the last star is ever tried again: an earlier one could not do better.
      resume += 1;
      t = resume;
      g = star + 1;
    } else return false;
  }
  while (glob[g] === "*") g += 1;
  return g === glob.length;
}

/** Length of the shortest text that fits both globs; Infinity when none does. */
export function shortestCommonText(a: string, b: string): number {
  const width = b.length + 1;
  const length = new Array<number>((a.length + 1) * width).fill(Infinity);
  const at = (i: number, j: number) => length[i * width + j] ?? Infinity;
  length[a.length * width + b.length] = 0;
  for (let i = a.length; i >= 0; i -= 1)
    for (let j = b.length; j >= 0; j -= 1) {
      if (i === a.length && j === b.length) continue;
      const [p, q] = [a[i], b[j]];
      let best = Infinity;
      if (p === "*")
        best = Math.min(best, at(i + 1, j), q === undefined || q === "*" ? Infinity : 1 + at(i, j + 1));
      if (q === "*")
        best = Math.min(best, at(i, j + 1), p === undefined || p === "*" ? Infinity : 1 + at(i + 1, j));
      const both = p !== undefined && q !== undefined && p !== "*" && q !== "*";
      if (both && (p === q || p === "?" || q === "?")) best = Math.min(best, 1 + at(i + 1, j + 1));
      length[i * width + j] = best;
    }
  return length[0] ?? Infinity;
}
