import {
  DescribeTagsCommand,
  type ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Tags } from '../../core/inventory/collectors/tag-facts.ts';
import type { Calls } from './calls.ts';

/** DescribeTags takes this many ARNs at once. */
const arnsInOneCall = 20;

/** Tags of load balancers, target groups and rules, by ARN. */
export const readTags = async (
  calls: Calls,
  elb: ElasticLoadBalancingV2Client,
  arns: readonly string[],
): Promise<ReadonlyMap<string, Tags>> => {
  const tags = new Map<string, Tags>();
  for (let at = 0; at < arns.length; at += arnsInOneCall) {
    const ResourceArns = arns.slice(at, at + arnsInOneCall);
    const answer = await calls.ask('elasticloadbalancing:DescribeTags', 'tags of load balancers', () =>
      elb.send(new DescribeTagsCommand({ ResourceArns })),
    );
    for (const { ResourceArn = '', Tags: own } of answer?.TagDescriptions ?? []) tags.set(ResourceArn, own);
  }
  return tags;
};
