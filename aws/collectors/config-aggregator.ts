import { ConfigServiceClient, SelectAggregateResourceConfigCommand } from '@aws-sdk/client-config-service';
import { aggregatedEvidence, apiResourceQuery } from '../../core/inventory/collectors/aggregated-resource.ts';
import type { CollectorFailure } from '../../core/inventory/collectors/collector.ts';
import type { Evidence } from '../../core/inventory/evidence.ts';
import { collectorCalls } from './calls.ts';
import type { Collector } from './context.ts';

/** One query over every account and Region that the aggregator of AWS Config holds: cheap, and as old as its records. */
export const collectConfigAggregator: Collector = async (context) => {
  const calls = collectorCalls(context);
  const { aggregator } = context;
  if (!aggregator) {
    const failure: CollectorFailure = {
      call: 'SelectAggregateResourceConfig',
      reason: 'UNSUPPORTED',
      about: '',
    };
    return { ...calls.reading([], 0), failures: [failure] };
  }
  const client = calls.client('config', (config) => new ConfigServiceClient(config));
  const rows = await calls.list('config:SelectAggregateResourceConfig', '', async (NextToken) => {
    const page = await client.send(
      new SelectAggregateResourceConfigCommand({
        ConfigurationAggregatorName: aggregator,
        Expression: apiResourceQuery,
        Limit: 100,
        NextToken,
      }),
    );
    return { items: page.Results, next: page.NextToken };
  });
  const observedAt = context.clock.now().toISOString();
  const evidence = rows
    .map((json) => aggregatedEvidence(json, observedAt))
    .filter((one): one is Evidence => one !== undefined);
  return calls.reading(evidence, rows.length);
};
