import { Stack, Validations } from 'aws-cdk-lib';
import { flattenCfnReference } from 'cdk-nag/lib/utils/flatten-cfn-reference.js';
import type { IConstruct } from 'constructs';

/** Accepts one finding of the synth's rule pack at one place, with the reason a reviewer reads. */
export const acknowledge = (construct: IConstruct, id: string, reason: string): void => {
  Validations.of(construct).acknowledge({ id, reason });
};

/** Accepts one wildcard resource of one role: AWS names no finer resource, and the reason says so. */
export const acknowledgeWildcard = (construct: IConstruct, resource: string, reason: string): void => {
  acknowledge(
    construct,
    `AwsSolutions-IAM5[Resource::${flattenCfnReference(Stack.of(construct).resolve(resource))}]`,
    reason,
  );
};

/** Actions for which AWS knows no resource (service authorization reference): `*` is the only one there is. */
export const withoutResource = {
  tracing: 'xray:PutTraceSegments and xray:PutTelemetryRecords know no resource.',
  logDelivery: 'The log delivery actions of vended logs know no resource.',
} as const;
