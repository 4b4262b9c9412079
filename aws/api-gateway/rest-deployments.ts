import { type Deployment, GetDeploymentCommand } from '@aws-sdk/client-api-gateway';
import {
  apiArn,
  type DeployedOperation,
  type EvidenceCall,
  type GatewayApi,
  type GatewayStage,
  type GatewayStageSettings,
  known,
  type ListedApi,
  type Reading,
  unread,
} from '../../core/gateway/gateway-api.ts';
import type { GatewayClients } from './clients.ts';
import { mapReading, type Trail } from './readings.ts';

type Deployed = Reading<readonly DeployedOperation[]>;

const deployedOperations = ({ apiSummary }: Deployment): Deployed => {
  if (!apiSummary)
    return unread(
      'UNSUPPORTED',
      'GetDeployment does not tell the methods: the endpoint ignores embed=apisummary.',
    );
  const operations: DeployedOperation[] = [];
  for (const [path, methods] of Object.entries(apiSummary)) {
    for (const [method, { authorizationType, apiKeyRequired = false }] of Object.entries(methods)) {
      if (!authorizationType)
        return unread('UNSUPPORTED', `The deployment does not tell the authorization of ${method} ${path}.`);
      operations.push({ method, path, authorizationType, apiKeyRequired });
    }
  }
  return known(operations);
};

const deploymentArn = (api: ListedApi, deploymentId: string): string =>
  `${apiArn(api)}/deployments/${deploymentId}`;

/** What was read of deployments before, with the call that told it. A deployment is immutable: it is still so. */
const earlierDeployments = (last: GatewayApi | undefined) => {
  const facts = new Map<string, { readonly deployed: Deployed; readonly call: EvidenceCall }>();
  if (!last?.stages.known) return facts;
  for (const { deploymentId, deployed, canary } of last.stages.value) {
    for (const one of [{ deploymentId, deployed }, canary]) {
      if (!one?.deploymentId || !one.deployed.known) continue;
      const about = deploymentArn(last, one.deploymentId);
      const call = last.calls.find((earlier) => earlier.about === about);
      if (call) facts.set(one.deploymentId, { deployed: one.deployed, call });
    }
  }
  return facts;
};

/** Puts what each stage and canary really serves to its settings; one call for each deployment that is new. */
export const withDeployed = async (
  { rest }: GatewayClients,
  api: ListedApi,
  stages: readonly GatewayStageSettings[],
  trail: Trail,
  last: GatewayApi | undefined,
): Promise<GatewayStage[]> => {
  const restApiId = api.gatewayId;
  const earlier = earlierDeployments(last);
  const read = new Map<string, Deployed>();
  const readDeployment = async (deploymentId: string): Promise<Deployed> => {
    const before = earlier.get(deploymentId);
    if (before) {
      trail.calls.push(before.call);
      return before.deployed;
    }
    return mapReading(
      await trail.read(
        'GetDeployment',
        () => rest.send(new GetDeploymentCommand({ restApiId, deploymentId, embed: ['apisummary'] })),
        deploymentArn(api, deploymentId),
      ),
      deployedOperations,
    );
  };
  const deployed = async (deploymentId: string | undefined): Promise<Deployed> => {
    if (!deploymentId) return unread('UNSUPPORTED', 'GetStages names no deployment of the stage.');
    const facts = read.get(deploymentId) ?? (await readDeployment(deploymentId));
    read.set(deploymentId, facts);
    return facts;
  };
  const whole: GatewayStage[] = [];
  for (const { canary, ...stage } of stages)
    whole.push({
      ...stage,
      deployed: await deployed(stage.deploymentId),
      ...(canary ? { canary: { ...canary, deployed: await deployed(canary.deploymentId) } } : {}),
    });
  return whole;
};
