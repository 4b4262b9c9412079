import {
  ListResourcesForWebACLCommand,
  ListWebACLsCommand,
  type ResourceType,
  WAFV2Client,
} from '@aws-sdk/client-wafv2';
import type { Evidence } from '../../core/inventory/evidence.ts';
import { collectorCalls } from './calls.ts';
import type { Collector } from './context.ts';
import { statement } from './statement.ts';

/** Without a type AWS WAF answers load balancers only; these are the ones that can be an API. */
const protectable = [
  'API_GATEWAY',
  'APPLICATION_LOAD_BALANCER',
  'APPSYNC',
] as const satisfies readonly ResourceType[];

/** `arn:aws:apigateway:eu-central-1::/restapis/a1b2c3/stages/prod` names the API a stage belongs to. */
const gatewayIdIn = (arn: string): string | undefined => /:\/(?:restapis|apis)\/([^/]+)/.exec(arn)?.[1];

/**
 * What the web ACLs of a Region protect. Those of CloudFront stand on the distributions, where their collector reads
 * them: AWS WAF does not list distributions.
 */
export const collectWaf: Collector = async (context) => {
  const calls = collectorCalls(context);
  const client = calls.client('wafv2', (config) => new WAFV2Client(config));
  const acls = await calls.list('wafv2:ListWebACLs', '', async (NextMarker) => {
    const page = await client.send(new ListWebACLsCommand({ Scope: 'REGIONAL', NextMarker }));
    return { items: page.WebACLs, next: page.NextMarker };
  });
  const evidence: Evidence[] = [];
  for (const { ARN: WebACLArn = '', Name } of acls) {
    for (const ResourceType of protectable) {
      const answer = await calls.ask('wafv2:ListResourcesForWebACL', WebACLArn, () =>
        client.send(new ListResourcesForWebACLCommand({ WebACLArn, ResourceType })),
      );
      for (const resource of answer?.ResourceArns ?? []) {
        evidence.push(
          statement(context, 'waf', {
            locator: WebACLArn,
            resource,
            gatewayId: gatewayIdIn(resource),
            note: `The web ACL ${Name} protects it.`,
          }),
        );
      }
    }
  }
  return calls.reading(evidence, acls.length);
};
