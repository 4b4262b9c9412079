/** What a command ends with when it cannot go on: exit code 2 for bad input, 3 for a refusal with a reason. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure';
  readonly exitCode: 1 | 2 | 3;
  constructor(message: string, exitCode: 1 | 2 | 3, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}

/** Says what happened and what to do next; the stack only when asked for by `GATEHOUSE_DEBUG=1`. */
export const reportFailure = (error: unknown): void => {
  const failure = error instanceof Error ? error : new Error(String(error));
  process.stderr.write(`gatehouse: ${failure.message}\n`);
  if (process.env.GATEHOUSE_DEBUG) process.stderr.write(`${failure.stack}\n`);
  else if (!(failure instanceof CommandFailure))
    process.stderr.write('Run again with GATEHOUSE_DEBUG=1 for the details.\n');
  process.exitCode = failure instanceof CommandFailure ? failure.exitCode : 2;
};
