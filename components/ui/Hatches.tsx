/** The hatch patterns, once a page: `hatch` and `hatch-over` (on bars) for what is incomplete, `unk` for what is unknown. */
export function Hatches() {
  return (
    <svg width="0" height="0" className="absolute" aria-hidden="true">
      <defs>
        <pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path d="M0 0V5" stroke="var(--hatch)" strokeWidth="2" />
        </pattern>
        <pattern
          id="hatch-over"
          width="5"
          height="5"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <path d="M0 0V5" stroke="var(--paper)" strokeWidth="2" strokeOpacity="0.6" />
        </pattern>
        <pattern id="unk" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path d="M0 0V5" stroke="var(--field)" strokeWidth="1.4" />
        </pattern>
      </defs>
    </svg>
  );
}
