import { keysOf } from '../keys.ts';
import type { Migration } from '../migration.ts';
import { type Snapshot, snapshotRefusal } from '../snapshot.ts';
import { forward, type MigrationPorts, type StepInput, type StepWork } from './step.ts';

type Ports = Pick<MigrationPorts, 'migrations' | 'documents' | 'catalogue' | 'reader' | 'writer' | 'clock'>;

const refused = (reason: string): StepWork => ({ outcome: 'REFUSED', reason });

const read = async (
  migration: Migration,
  { catalogue, reader, writer, clock }: Ports,
): Promise<Snapshot | StepWork> => {
  const record = await catalogue.get(migration.apiId);
  const placement = record?.gateway;
  if (!record || !placement) return refused('The catalogue no longer says which gateway serves the API.');
  if (placement.kind !== 'REST') return refused('It is an HTTP API; only REST APIs are migrated.');
  const api = await reader.readRestApi(placement.gatewayId);
  const reason = snapshotRefusal(api, reader.account, reader.region);
  if (reason !== undefined) return refused(reason);
  const domain = api.domains.known ? api.domains.value[0] : undefined;
  if (!domain) return refused('No custom domain leads to it.');
  const at = { domainName: domain.domainName, basePath: domain.basePath };
  const now = await writer.mapping(at);
  if (now?.gatewayId !== api.gatewayId)
    return refused(`${at.domainName}/${at.basePath} leads to another API by now.`);
  return { takenAt: clock.now().toISOString(), api, at, placement: now, record };
};

/** Keeps the source as it is, once: a repeated step must not take the half-migrated state for the original. */
export const takeSnapshot = (input: StepInput, ports: Ports) =>
  forward('TakeSnapshot', input, ports, async (migration) => {
    const key = keysOf(migration.migrationId).snapshot;
    const taken = (await ports.documents.list(key)).includes(key);
    const snapshot = taken ? await ports.documents.getJson<Snapshot>(key) : await read(migration, ports);
    if ('outcome' in snapshot) return snapshot;
    if (!taken) await ports.documents.putJson(key, snapshot);
    const { at, placement } = snapshot;
    return {
      outcome: 'DONE',
      detail: `${at.domainName}/${at.basePath} leads to ${placement.gatewayId}/${placement.stage}`,
      change: (current) => ({ ...current, source: { ...placement, ...at } }),
    };
  });
