import { baseUrlOf, keysOf } from '../keys.ts';
import type { Snapshot } from '../snapshot.ts';
import { type ProbingPorts, probe, summary } from './probing.ts';
import { forward, type MigrationPorts, type StepInput } from './step.ts';

/** Shows how the API answers today; whatever comes out, the migration goes on. Taken once: afterwards it is another API. */
export const probeSource = (
  input: StepInput,
  ports: ProbingPorts & Pick<MigrationPorts, 'migrations' | 'clock'>,
) =>
  forward('ProbeSource', input, ports, async (migration) => {
    if (migration.probesBefore.length)
      return { outcome: 'DONE', detail: summary({ results: migration.probesBefore, settled: true }) };
    const keys = keysOf(migration.migrationId);
    const { at, placement } = await ports.documents.getJson<Snapshot>(keys.snapshot);
    const settled = await probe(migration, baseUrlOf(at), placement, ports, false);
    await ports.documents.putJson(keys.probesBefore, settled);
    return {
      outcome: 'DONE',
      detail: summary(settled),
      change: (current) => ({ ...current, probesBefore: settled.results }),
    };
  });
