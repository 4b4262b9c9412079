import { baseUrlOf, darkBasePath, keysOf } from '../keys.ts';
import { proofProblem } from '../probes/run.ts';
import type { Snapshot } from '../snapshot.ts';
import { type ProbingPorts, probe, summary } from './probing.ts';
import { forward, type MigrationPorts, type StepInput } from './step.ts';
import { targetOf } from './target.ts';

type Ports = ProbingPorts & Pick<MigrationPorts, 'migrations' | 'writer' | 'clock'>;

/**
 * Proves the target before any caller meets it. With its default endpoint off, a custom domain is the only way in, so
 * a base path of its own on the same domain is mapped for as long as the probes take.
 */
export const probeDark = (input: StepInput, ports: Ports) =>
  forward('ProbeDark', input, ports, async (migration) => {
    const { documents, writer } = ports;
    const keys = keysOf(migration.migrationId);
    const target = targetOf(migration);
    const { at } = await documents.getJson<Snapshot>(keys.snapshot);
    const dark = darkBasePath(at, migration.migrationId);
    await writer.putMapping(dark, { gatewayId: target.gatewayId, stage: target.stage });
    const settled = await probe(migration, baseUrlOf(dark), target, ports, true);
    await documents.putJson(keys.probesDark, settled);
    const problem = proofProblem(settled);
    if (problem !== undefined) return { outcome: 'FAILED', reason: problem };
    await writer.deleteMapping(dark);
    return { outcome: 'DONE', detail: summary(settled) };
  });
