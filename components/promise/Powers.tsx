/** Text in which 10^16 is written with its exponent raised. */
export function Powers({ children }: { children: string }) {
  const [first = "", ...rest] = children.split(/10\^/);
  return (
    <>
      {first}
      {rest.map((part, place) => {
        const exponent = /^−?\d+(,\d{3})*/.exec(part)?.[0] ?? "";
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text have no other name
          <span key={place}>
            10<sup>{exponent}</sup>
            {part.slice(exponent.length)}
          </span>
        );
      })}
    </>
  );
}
