import { AccountClient, ListRegionsCommand } from '@aws-sdk/client-account';
import type { CollectorFailure } from '../../core/inventory/collectors/collector.ts';
import { collectorCalls } from '../collectors/calls.ts';
import type { CollectorContext } from '../collectors/context.ts';

/**
 * Regions that the account of the credentials has enabled. Resources exist in no other.
 * @returns `undefined` with the reason when AWS did not tell; the Regions that were configured then stand
 */
export const enabledRegions = async (
  context: CollectorContext,
): Promise<{
  readonly regions: readonly string[] | undefined;
  readonly failures: readonly CollectorFailure[];
}> => {
  const calls = collectorCalls(context);
  const client = calls.client('account', (config) => new AccountClient(config));
  const regions = await calls.list('account:ListRegions', '', async (NextToken) => {
    const page = await client.send(
      new ListRegionsCommand({
        RegionOptStatusContains: ['ENABLED', 'ENABLED_BY_DEFAULT'],
        MaxResults: 50,
        NextToken,
      }),
    );
    return { items: page.Regions, next: page.NextToken };
  });
  const { failures } = calls.reading([], regions.length);
  const names = regions.flatMap(({ RegionName }) => RegionName ?? []).toSorted();
  return { regions: failures.length > 0 ? undefined : names, failures };
};
