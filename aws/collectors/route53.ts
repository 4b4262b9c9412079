import {
  type HostedZone,
  ListHostedZonesCommand,
  ListResourceRecordSetsCommand,
  type ResourceRecordSet,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { partitionOf } from '../../core/inventory/collectors/arn.ts';
import { hostName, hostReference } from '../../core/inventory/collectors/host-name.ts';
import type { Evidence } from '../../core/inventory/evidence.ts';
import { collectorCalls } from './calls.ts';
import type { Collector, CollectorContext } from './context.ts';
import { distinct, sentences, statement } from './statement.ts';

/** Records that give a host an address; others, such as TXT and MX, are never kept. */
const addressing = new Set(['A', 'AAAA', 'CNAME', 'HTTPS', 'SVCB']);

/** Where the next page of a zone begins: Route 53 names it by the next record. */
type Position = Pick<ResourceRecordSet, 'Name' | 'Type' | 'SetIdentifier'>;

/** The hosts that a record leads to; an address is not a host and is not kept. */
const targetsOf = ({ Type, AliasTarget, ResourceRecords }: ResourceRecordSet): string[] => [
  ...(AliasTarget?.DNSName ? [AliasTarget.DNSName] : []),
  ...(Type === 'CNAME' ? (ResourceRecords ?? []).flatMap(({ Value }) => Value ?? []) : []),
];

const zoneId = ({ Id = '' }: HostedZone): string => Id.replace('/hostedzone/', '');

const zoneArn = ({ region }: CollectorContext, zone: HostedZone): string =>
  `arn:${partitionOf(region)}:route53:::hostedzone/${zoneId(zone)}`;

/** One piece of evidence for each name of a zone, whatever number of records (weighted, by Region, A and AAAA) it has. */
const zoneEvidence = (
  context: CollectorContext,
  zone: HostedZone,
  records: readonly ResourceRecordSet[],
): Evidence[] => {
  const isPrivate = zone.Config?.PrivateZone === true;
  const names = Map.groupBy(
    // A label with an underscore proves something to somebody (DKIM, ACM) and is no host.
    records.filter(({ Type = '', Name = '' }) => addressing.has(Type) && !/(^|\.)_/.test(Name)),
    ({ Name = '' }) => hostName(Name),
  );
  return [...names].map(([host, sets]) => {
    const targets = distinct(sets.flatMap(targetsOf).map((target) => hostReference(target)));
    return statement(context, 'route53', {
      locator: `${zoneArn(context, zone)}#${host}`,
      region: undefined,
      host,
      resource: `host:${host}`,
      leadsTo: targets,
      exposure: isPrivate ? 'internal' : undefined,
      note: sentences(
        isPrivate && 'In a private hosted zone.',
        targets.length === 0 && 'Leads to addresses, not to a name.',
      ),
    });
  });
};

/** Names in DNS and what they lead to, from every hosted zone of the account. */
export const collectRoute53: Collector = async (context) => {
  const calls = collectorCalls(context);
  const client = calls.client('route53', (config) => new Route53Client(config));
  const zones = await calls.list('route53:ListHostedZones', '', async (Marker) => {
    const page = await client.send(new ListHostedZonesCommand({ Marker }));
    return { items: page.HostedZones, next: page.IsTruncated ? page.NextMarker : undefined };
  });
  const evidence: Evidence[] = [];
  for (const zone of zones) {
    const HostedZoneId = zoneId(zone);
    const records = await calls.list(
      'route53:ListResourceRecordSets',
      zoneArn(context, zone),
      async (token) => {
        const from: Position = token ? JSON.parse(token) : { Name: undefined, Type: undefined };
        const page = await client.send(
          new ListResourceRecordSetsCommand({
            HostedZoneId,
            StartRecordName: from.Name,
            StartRecordType: from.Type,
            StartRecordIdentifier: from.SetIdentifier,
          }),
        );
        const next: Position = {
          Name: page.NextRecordName,
          Type: page.NextRecordType,
          SetIdentifier: page.NextRecordIdentifier,
        };
        return {
          items: page.ResourceRecordSets,
          next: page.IsTruncated ? JSON.stringify(next) : undefined,
        };
      },
    );
    evidence.push(...zoneEvidence(context, zone, records));
  }
  return calls.reading(evidence, zones.length);
};
