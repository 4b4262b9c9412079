import { type Stack, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Accepts one finding of the synth's rule pack at one place, with the reason a reviewer reads. */
export const acknowledge = (construct: IConstruct, id: string, reason: string): void => {
  Validations.of(construct).acknowledge({ id, reason });
};

/** What holds for a stack as a whole. */
export const acknowledgeKnown = (_stacks: readonly Stack[]): void => {};
