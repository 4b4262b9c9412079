import { CloudTrailClient, type Event, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { creationEventNames, readCreationEvent } from '../../core/inventory/collectors/creation-event.ts';
import { type Evidence, evidenceOf } from '../../core/inventory/evidence.ts';
import { collectorCalls } from './calls.ts';
import type { Collector, CollectorContext } from './context.ts';

/** CloudTrail keeps its event history for 90 days. */
const keptDays = 90;

const startOf = ({ since, clock }: CollectorContext): Date =>
  since ? new Date(since) : new Date(clock.now().getTime() - keptDays * 86_400_000);

const eventEvidence = (event: Event, mailDomains: readonly string[]): Evidence[] => {
  const created = readCreationEvent(event.CloudTrailEvent ?? '', mailDomains);
  if (!created) return [];
  const { account, region, resource, gatewayId, name, creator, at } = created;
  return [
    evidenceOf({
      source: 'cloudtrail',
      locator: `CloudTrail event ${event.EventId}`,
      account,
      region,
      resource,
      ...(gatewayId ? { gatewayId } : {}),
      ...(name ? { apiName: name } : {}),
      ...(creator.owner ? { owner: creator.owner } : {}),
      note: creator.note,
      observedAt: new Date(at).toISOString(),
    }),
  ];
};

/** Who created the APIs of the last 90 days: a hint at the owner where no tag names one. */
export const collectCloudTrail: Collector = async (context) => {
  const calls = collectorCalls(context);
  const client = calls.client('cloudtrail', (config) => new CloudTrailClient(config));
  const names = creationEventNames(context.region);
  const evidence: Evidence[] = [];
  let listed = 0;
  // CloudTrail filters by one attribute at a time.
  for (const AttributeValue of context.sample ? names.slice(0, 1) : names) {
    const events = await calls.list('cloudtrail:LookupEvents', '', async (NextToken) => {
      const page = await client.send(
        new LookupEventsCommand({
          LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue }],
          StartTime: startOf(context),
          EndTime: context.clock.now(),
          NextToken,
        }),
      );
      return { items: page.Events, next: page.NextToken };
    });
    const found = events.flatMap((event) => eventEvidence(event, context.mailDomains ?? []));
    listed += found.length;
    evidence.push(...found);
  }
  return calls.reading(evidence, listed);
};
