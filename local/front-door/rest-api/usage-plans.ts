import type { Context, Handlers } from '../handler.ts';
import { jsonBody, type Reply, withBody } from '../http.ts';
import type { RootClient } from '../root-client.ts';
import { apiPath, type Json, replaceFields } from './definition.ts';
import type { PatchOperation } from './patch.ts';
import { patched } from './patch.ts';
import { isSnapshot, snapshotId } from './snapshot.ts';

interface PlanStage {
  readonly apiId: string;
  readonly stage: string;
}

const stagesOf = (plan: Json): PlanStage[] =>
  Array.isArray(plan.apiStages) ? (plan.apiStages as PlanStage[]) : [];
const seen = (plan: Json): PlanStage[] => stagesOf(plan).filter(({ apiId }) => !isSnapshot(apiId));
const planView = (plan: Json): Json => ({ ...plan, apiStages: seen(plan) });

/** A plan covers an API's stage; the emulator meters the snapshot that the stage serves, so it covers that too. */
const withSnapshots = async (root: RootClient, stages: readonly PlanStage[]): Promise<PlanStage[]> => {
  const mirrored = await Promise.all(
    stages.map(async (entry) => {
      const { value } = await root.ask(
        'GET',
        `${apiPath(entry.apiId)}/stages/${encodeURIComponent(entry.stage)}`,
      );
      return value.deploymentId
        ? [{ ...entry, apiId: snapshotId(entry.apiId, String(value.deploymentId)) }]
        : [];
    }),
  );
  return [...stages, ...mirrored.flat()];
};

const setStages = async (root: RootClient, plan: Json, stages: readonly PlanStage[]): Promise<void> => {
  await replaceFields(root, `/usageplans/${plan.id}`, { apiStages: await withSnapshots(root, stages) });
};

/** Leads the plans of a stage to the deployment that it serves now. */
export const followStage = async (root: RootClient, apiId: string, stage: string): Promise<void> => {
  for (const plan of await root.list('/usageplans'))
    if (seen(plan).some((entry) => entry.apiId === apiId && entry.stage === stage))
      await setStages(root, plan, seen(plan));
};

/** `add /apiStages` with `id:stage` as its value. The other fields patch as everywhere. */
const stagesAfter = (stages: readonly PlanStage[], operations: readonly PatchOperation[]): PlanStage[] => {
  let result = [...stages];
  for (const { op, path, value = '' } of operations) {
    const [apiId = '', stage = ''] = value.split(':');
    if (path !== '/apiStages') continue;
    result = result.filter((entry) => entry.apiId !== apiId || entry.stage !== stage);
    if (op === 'add') result.push({ apiId, stage });
  }
  return result;
};

const numeric = { numbers: ['rateLimit', 'burstLimit', 'limit', 'offset'] };

const typedLimits = (limits: unknown): Json =>
  Object.fromEntries(
    Object.entries((limits ?? {}) as Json).map(([name, value]) => [
      name,
      numeric.numbers.includes(name) ? Number(value) : value,
    ]),
  );

const viewed = async (context: Context): Promise<Reply> => {
  const reply = await context.forward();
  const value = jsonBody(reply);
  if (reply.status >= 300 || !value) return reply;
  const page = value.item ? { ...value, item: (value.item as Json[]).map(planView) } : planView(value);
  return withBody(reply, page);
};

/** Usage plans: stages join and leave by patch, limits are numbers. */
export const usagePlanHandlers: Handlers = {
  GetUsagePlan: viewed,
  GetUsagePlans: viewed,

  CreateUsagePlan: async (context) => {
    const reply = await context.forward();
    const plan = jsonBody(reply);
    if (reply.status < 300 && plan) await setStages(context.root, plan, seen(plan));
    return reply;
  },

  UpdateUsagePlan: async (context) => {
    const path = `/usageplans/${context.parts[1]}`;
    const { value: before } = await context.root.ask('GET', path);
    const reply = await context.forward();
    if (reply.status >= 300) return reply;
    const operations = (jsonBody(context.call)?.patchOperations ?? []) as PatchOperation[];
    const plain = operations.filter((operation) => operation.path !== '/apiStages');
    const after = patched(before, plain);
    await replaceFields(context.root, path, {
      ...after,
      throttle: typedLimits(after.throttle),
      quota: typedLimits(after.quota),
    });
    await setStages(context.root, before, stagesAfter(seen(before), operations));
    return withBody(reply, planView(await context.root.call('GET', path)));
  },
};
