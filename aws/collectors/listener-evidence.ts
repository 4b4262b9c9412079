import type { Listener } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Evidence, Exposure } from '../../core/inventory/evidence.ts';
import type { CollectorContext } from './context.ts';
import { forwardsTo, type Target } from './rule-evidence.ts';
import { distinct, sentences, statement } from './statement.ts';

/**
 * A listener of a Network Load Balancer sees connections, not requests: it is a lead to what it hands them to, and the
 * names on its certificates (which the collector of certificates reads) lead to it.
 */
export const listenerEvidence = (
  context: CollectorContext,
  {
    host,
    exposure,
    listener,
    targets,
  }: {
    readonly host: string;
    readonly exposure: Exposure;
    readonly listener: Listener;
    readonly targets: ReadonlyMap<string, Target>;
  },
): Evidence[] => {
  const groups = forwardsTo(listener.DefaultActions);
  return [
    statement(context, 'aws-endpoint', {
      locator: listener.ListenerArn ?? '',
      resource: listener.ListenerArn,
      host,
      exposure,
      leadsTo: distinct([...groups, ...groups.flatMap((arn) => targets.get(arn)?.behind ?? [])]),
      note: sentences(`${listener.Protocol ?? 'TCP'} on port ${listener.Port ?? '?'}.`),
    }),
  ];
};
