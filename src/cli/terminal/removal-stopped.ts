/** A removal that was refused, or that a person must look at. Its details follow line by line; the exit code is 1. */
export class RemovalStopped extends Error {
  override name = 'RemovalStopped';
  readonly details: readonly string[];

  constructor(message: string, details: readonly string[]) {
    super(message);
    this.details = details;
  }
}
