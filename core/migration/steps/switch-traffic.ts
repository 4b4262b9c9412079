import { keysOf } from '../keys.ts';
import type { Placement } from '../ports.ts';
import type { Snapshot } from '../snapshot.ts';
import { forward, type MigrationPorts, type StepInput } from './step.ts';
import { targetOf } from './target.ts';

export const samePlacement = (a: Placement | undefined, b: Placement): boolean =>
  a?.gatewayId === b.gatewayId && a.stage === b.stage;

/** Points the public base path at the target; at once, and back as fast. */
export const switchTraffic = (
  input: StepInput,
  ports: Pick<MigrationPorts, 'migrations' | 'documents' | 'writer' | 'clock'>,
) =>
  forward('SwitchTraffic', input, ports, async (migration) => {
    const { documents, writer } = ports;
    const { gatewayId, stage } = targetOf(migration);
    const target = { gatewayId, stage };
    const { at, placement } = await documents.getJson<Snapshot>(keysOf(migration.migrationId).snapshot);
    const now = await writer.mapping(at);
    if (!samePlacement(now, target)) {
      if (!samePlacement(now, placement))
        return {
          outcome: 'FAILED',
          reason: `Somebody changed the mapping of ${at.domainName}/${at.basePath} in the meantime.`,
        };
      await writer.putMapping(at, target);
    }
    const after = await writer.mapping(at);
    if (!samePlacement(after, target))
      return { outcome: 'FAILED', reason: 'The mapping does not lead to the target after the switch.' };
    return { outcome: 'DONE', detail: `${at.domainName}/${at.basePath} leads to ${gatewayId}/${stage}` };
  });
