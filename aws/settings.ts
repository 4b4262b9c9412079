/** Names a function gets from its stack through the environment. */
export class MissingSetting extends Error {
  override readonly name = 'MissingSetting';
}

/** @throws MissingSetting when the stack did not set it. */
export const setting = (name: string): string => {
  const value = process.env[name];
  if (!value)
    throw new MissingSetting(
      `The environment variable ${name} is not set. It is set by the stack; see docs/deploying.md.`,
    );
  return value;
};

/** The account that a deployed function runs in, as the ARN of the cycle's machine names it. */
export const ownAccount = (): string | undefined =>
  process.env.GOVERNANCE_CYCLE_MACHINE_ARN?.split(':')[4] || undefined;
