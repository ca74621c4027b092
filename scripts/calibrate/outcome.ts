/** What happened in one stream; days are numbered from 0, null where a thing never happened. */
export type Outcome = {
  /** The first look with E(theta_m) >= 1/alpha. */
  breach: number | null;
  /** The first look with E(0) >= 1/alpha; undefined where the tilt is not 0 and it would be no false alarm. */
  alarm?: number | null;
  /** The first look at which the interval leaves out the true tilt; undefined where that has no single value. */
  missed?: number | null;
  /** The first look with E(theta_m) >= 1/alpha if estimation cost nothing; undefined where q is known. */
  undeflated?: number | null;
  /** phi and G' S G / V at the last look. */
  phi: number;
  r: number;
  /** ln(1/alpha) / KL in decisions; undefined where nothing is tilted beyond the materiality. */
  ideal?: number;
  /**
   * ln of the likelihood of the tilt over that of the materiality, of the decisions from the onset to the look that called
   * it (or the last one), over ln(1/alpha): by Wald's identity its mean is that of the delay.
   */
  gained?: number;
  kept?: KeptOutcome;
  strata?: StrataOutcome;
  /** The first look at which the second opinion of an experiment reached 1/alpha; undefined where it is not asked. */
  two_streams?: number | null;
  /** The same with phi taken about the common tilt, and about the materiality; undefined where it is not made. */
  centred?: VariantOutcome;
  about_material?: VariantOutcome;
};

export type VariantOutcome = Pick<Outcome, "breach" | "alarm" | "missed" | "phi">;

export type KeptOutcome = {
  /** The first look at which the verdict was `kept`, and whether it was at the last look before the tilt. */
  first: number | null;
  before: boolean;
  /** Looks after the tilt began at which it was still `kept`; null when to the end. */
  lasted: number | null;
  /** The first look from the onset on at which the verdict was `watch` or `breach`. */
  noticed: number | null;
};

export type StrataOutcome = {
  /** The first look at which E of all decisions together reached 1/alpha. */
  pooled: number | null;
  /** The first look at which the tilted stratum was among those named; null too where there is no single one. */
  named: number | null;
  /** The first look at which another one was, and the share of such among those named at the last look. */
  falsely: number | null;
  false_share: number;
};
