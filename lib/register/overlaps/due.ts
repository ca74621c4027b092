/** Days until an overlap is to be judged again: 90 at severity 4 and 5, 180 at 3, 365 below. The database says the same. */
export const recertificationDays = (severity: number): number =>
  severity >= 4 ? 90 : severity === 3 ? 180 : 365;
