/** Thrown at the end of a dry run, so that the transaction takes everything back. */
export class DryRun extends Error {
  constructor() {
    super("dry run");
    this.name = "DryRun";
  }
}
