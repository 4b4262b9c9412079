import type { Context, Handlers } from '../handler.ts';
import { awsError, jsonBody, type Reply, withBody } from '../http.ts';
import { apiPath, type Json } from './definition.ts';
import { apiSummary, dropSnapshot, snapshotId, syncStage, takeSnapshot, undeployable } from './snapshot.ts';
import { followStage } from './usage-plans.ts';
import { stageView } from './views.ts';

const ok = (reply: Reply): boolean => reply.status < 300;
const withoutSummary = ({ apiSummary: _, ...deployment }: Json): Json => deployment;

const stageMoved = async ({ root }: Context, apiId: string, stage: string): Promise<void> => {
  await syncStage(root, apiId, stage);
  await followStage(root, apiId, stage);
};

const stageOf = async ({ root }: Context, apiId: string, stage: string) =>
  root.ask('GET', `${apiPath(apiId)}/stages/${encodeURIComponent(stage)}`);

/** Deployments as snapshots, and the stages that serve them. */
export const deploymentHandlers: Handlers = {
  CreateDeployment: async (context) => {
    const apiId = context.parts[1] ?? '';
    const obstacle = await undeployable(context.root, apiId).catch(() => undefined);
    if (obstacle) return awsError(400, 'BadRequestException', obstacle);
    const reply = await context.forward();
    const deployment = jsonBody(reply);
    if (!ok(reply) || !deployment) return reply;
    await takeSnapshot(context.root, apiId, String(deployment.id));
    const stage = jsonBody(context.call)?.stageName;
    if (stage) await stageMoved(context, apiId, String(stage));
    return withBody(reply, withoutSummary(deployment));
  },

  GetDeployment: async (context) => {
    const [, apiId = '', , id = ''] = context.parts;
    const reply = await context.forward();
    const deployment = jsonBody(reply);
    if (!ok(reply) || !deployment) return reply;
    const wanted = context.call.query.getAll('embed').join(',').includes('apisummary');
    const summary = wanted ? await apiSummary(context.root, apiId, id) : undefined;
    return withBody(reply, { ...withoutSummary(deployment), ...(summary ? { apiSummary: summary } : {}) });
  },

  GetDeployments: async (context) => {
    const reply = await context.forward();
    const page = jsonBody(reply);
    if (!ok(reply) || !page) return reply;
    return withBody(reply, { ...page, item: ((page.item ?? []) as Json[]).map(withoutSummary) });
  },

  DeleteDeployment: async (context) => {
    const [, apiId = '', , id = ''] = context.parts;
    const { value } = await context.root.ask('GET', `${apiPath(apiId)}/stages`);
    const isActive = ((value.item ?? []) as Json[]).some(({ deploymentId }) => deploymentId === id);
    if (isActive) {
      const message = 'Active stages pointing to this deployment must be moved or deleted';
      return awsError(400, 'BadRequestException', message);
    }
    const reply = await context.forward();
    if (ok(reply)) await dropSnapshot(context.root, apiId, id);
    return reply;
  },

  CreateStage: async (context) => {
    const apiId = context.parts[1] ?? '';
    const name = String(jsonBody(context.call)?.stageName ?? '');
    if ((await stageOf(context, apiId, name)).status === 200)
      return awsError(409, 'ConflictException', 'Stage already exists');
    const reply = await context.forward();
    if (ok(reply)) await stageMoved(context, apiId, name);
    return ok(reply) ? withBody(reply, stageView(jsonBody(reply) ?? {})) : reply;
  },

  UpdateStage: async (context) => {
    const [, apiId = '', , name = ''] = context.parts;
    const reply = await context.forward();
    if (ok(reply)) await stageMoved(context, apiId, name);
    return ok(reply) ? withBody(reply, stageView(jsonBody(reply) ?? {})) : reply;
  },

  GetStage: async (context) => {
    const reply = await context.forward();
    return ok(reply) ? withBody(reply, stageView(jsonBody(reply) ?? {})) : reply;
  },

  GetStages: async (context) => {
    const reply = await context.forward();
    const page = jsonBody(reply);
    if (!ok(reply) || !page) return reply;
    const wanted = context.call.query.get('deploymentId');
    const stages = ((page.item ?? []) as Json[]).filter(
      ({ deploymentId }) => wanted === null || deploymentId === wanted,
    );
    return withBody(reply, { item: stages.map(stageView) });
  },

  /** AWS exports what the stage serves, the emulator the working copy. */
  GetExport: async (context) => {
    const [, apiId = '', , stage = ''] = context.parts;
    const reply = await context.forward();
    if (!ok(reply)) return reply;
    const { value } = await stageOf(context, apiId, stage);
    const frozen = snapshotId(apiId, String(value.deploymentId));
    const target = context.call.target.replace(`/restapis/${apiId}/`, `/restapis/${frozen}/`);
    const exported = await context.root.ask('GET', target);
    if (exported.status !== 200) return reply;
    return withBody(reply, JSON.parse(JSON.stringify(exported.value).replaceAll(frozen, apiId)));
  },
};
