/** A Lambda function without its version or alias: every door to it leads to the same function. */
export const functionArn = (arn: string): string => arn.split(':').slice(0, 7).join(':');

export const isFunctionArn = (arn: string): boolean => /^arn:[^:]+:lambda:[^:]*:\d*:function:/.test(arn);

/** Partition of a Region, the second part of every ARN in it. */
export const partitionOf = (region: string): string =>
  region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';

/** Account in an ARN; empty for services without one. */
export const accountInArn = (arn: string): string => arn.split(':')[4] ?? '';
