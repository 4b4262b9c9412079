import { DocumentNotFound } from '../../ports.ts';
import { darkBasePath, keysOf } from '../keys.ts';
import type { Migration } from '../migration.ts';
import type { Snapshot } from '../snapshot.ts';
import { compensate, type MigrationPorts, type StepInput } from './step.ts';
import { samePlacement } from './switch-traffic.ts';

type Ports = Pick<MigrationPorts, 'migrations' | 'documents' | 'catalogue' | 'writer' | 'clock'>;

const snapshotOf = async (
  migrationId: StepInput['migrationId'],
  { documents }: Pick<Ports, 'documents'>,
): Promise<Snapshot | undefined> => {
  try {
    return await documents.getJson<Snapshot>(keysOf(migrationId).snapshot);
  } catch (error) {
    if (error instanceof DocumentNotFound) return undefined;
    throw error;
  }
};

/** Points the base path back at the source, and the catalogue with it. A mapping that somebody else changed stays. */
export const restoreTraffic = (input: StepInput, ports: Ports) =>
  compensate('RestoreTraffic', input, ports, async ({ migrationId, apiId }) => {
    const { writer, catalogue } = ports;
    const snapshot = await snapshotOf(migrationId, ports);
    const target = await writer.findTarget(migrationId);
    if (!snapshot || !target) return undefined;
    const { at, placement, record } = snapshot;
    const catalogued = await catalogue.get(apiId);
    if (catalogued?.gateway?.gatewayId === target.gatewayId && record.gateway)
      await catalogue.put({ ...catalogued, gateway: record.gateway });
    const now = await writer.mapping(at);
    if (now?.gatewayId !== target.gatewayId) return undefined;
    await writer.putMapping(at, placement);
    if (!samePlacement(await writer.mapping(at), placement))
      throw new Error(
        `${at.domainName}/${at.basePath} does not lead back to ${placement.gatewayId}/${placement.stage}.`,
      );
    return `${at.domainName}/${at.basePath} leads to ${placement.gatewayId}/${placement.stage} again`;
  });

/** Takes the base path for probes away. */
export const removeDarkMapping = (input: StepInput, ports: Ports) =>
  compensate('RemoveDarkMapping', input, ports, async ({ migrationId }) => {
    const snapshot = await snapshotOf(migrationId, ports);
    if (!snapshot) return undefined;
    const dark = darkBasePath(snapshot.at, migrationId);
    if (!(await ports.writer.mapping(dark))) return undefined;
    await ports.writer.deleteMapping(dark);
    return `${dark.domainName}/${dark.basePath} is gone`;
  });

/** Takes the target's stage away, so that nothing of it can be called even while it is being deleted. */
export const removeStage = (input: StepInput, ports: Ports) =>
  compensate('RemoveStage', input, ports, async ({ migrationId, target }) => {
    const found = await ports.writer.findTarget(migrationId);
    if (!found || !target) return undefined;
    const existed = await ports.writer.deleteStage(found.gatewayId, target.stage);
    if (!existed) return undefined;
    return `${found.gatewayId}/${target.stage} is gone`;
  });

/** Deletes the target, which is known as ours by its tag. */
export const deleteTarget = (input: StepInput, ports: Ports) =>
  compensate('DeleteTarget', input, ports, async ({ migrationId }) => {
    const found = await ports.writer.findTarget(migrationId);
    if (!found) return undefined;
    await ports.writer.deleteTarget(found.gatewayId, migrationId);
    if (await ports.writer.findTarget(migrationId))
      throw new Error(`The target ${found.gatewayId} is still there.`);
    return `${found.gatewayId} is deleted`;
  });

/** Lets other migrations of the API begin. */
export const releaseLock = (input: StepInput, ports: Pick<Ports, 'migrations' | 'clock'>) =>
  compensate('ReleaseLock', input, ports, async ({ migrationId, apiId }) => {
    await ports.migrations.unlock(apiId, migrationId);
    return 'the API may be migrated again';
  });

const lastDone = ({ steps }: Migration): string =>
  steps.filter((step) => step.state === 'DONE').at(-1)?.name ?? 'the start';

const endAs = async (
  state: 'COMPENSATED' | 'COMPENSATION_FAILED',
  { migrationId, fence }: StepInput,
  { migrations, clock }: Pick<Ports, 'migrations' | 'clock'>,
): Promise<{ readonly state: string }> => {
  const now = await migrations.get(migrationId);
  // A repeated call, or a compensation of a migration that had just been proven.
  if (now?.state !== 'RUNNING') return { state: now?.state ?? state };
  const ended = await migrations.change(migrationId, fence, (current) => ({
    ...current,
    state,
    failure:
      current.failure ?? `Stopped after ${lastDone(current)} without a reason of its own; see the execution.`,
    finishedAt: clock.now().toISOString(),
  }));
  return { state: ended.state };
};

/** Ends the migration as undone. */
export const recordCompensation = (input: StepInput, ports: Pick<Ports, 'migrations' | 'clock'>) =>
  endAs('COMPENSATED', input, ports);

/** Ends the migration as half undone: a person has to look. The API stays locked. */
export const recordCompensationFailure = (input: StepInput, ports: Pick<Ports, 'migrations' | 'clock'>) =>
  endAs('COMPENSATION_FAILED', input, ports);
