import {
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  type ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { functionArn, isFunctionArn } from '../../core/inventory/collectors/arn.ts';
import type { Calls } from './calls.ts';
import type { Target } from './rule-evidence.ts';

/** Target groups, and the functions and load balancers that are their targets. */
export const readTargets = async (
  calls: Calls,
  elb: ElasticLoadBalancingV2Client,
): Promise<{ readonly groups: readonly string[]; readonly targets: ReadonlyMap<string, Target> }> => {
  const groups = await calls.list(
    'elasticloadbalancing:DescribeTargetGroups',
    'target groups',
    async (Marker) => {
      const page = await elb.send(new DescribeTargetGroupsCommand({ Marker, PageSize: 400 }));
      return { items: page.TargetGroups, next: page.NextMarker };
    },
  );
  const targets = new Map<string, Target>();
  for (const { TargetGroupArn = '', TargetGroupName = '', TargetType, ProtocolVersion } of groups) {
    // Only these two have a target that is an API's neighbour; addresses and instances are no identity.
    const named = TargetType === 'lambda' || TargetType === 'alb';
    const health = named
      ? await calls.ask('elasticloadbalancing:DescribeTargetHealth', TargetGroupArn, () =>
          elb.send(new DescribeTargetHealthCommand({ TargetGroupArn })),
        )
      : undefined;
    const ids = (health?.TargetHealthDescriptions ?? []).flatMap(({ Target: one }) => one?.Id ?? []);
    targets.set(TargetGroupArn, {
      name: TargetGroupName,
      ...(ProtocolVersion === 'GRPC' ? { style: 'GRPC' as const } : {}),
      behind: ids.map((id) => (isFunctionArn(id) ? functionArn(id) : id)),
    });
  }
  return { groups: [...targets.keys()], targets };
};
