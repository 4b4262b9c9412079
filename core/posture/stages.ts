import type { DeployedOperation, GatewayApi, GatewayStage, MethodSettings } from '../gateway/gateway-api.ts';
import type { CheckResult } from './check.ts';
import type { Verdicts } from './verdict.ts';

/** Judges each stage. One that cannot be listed is unknown; an API without stages serves nobody. */
export const eachStage = (
  api: GatewayApi,
  say: Verdicts,
  judge: (stage: GatewayStage) => readonly CheckResult[],
): readonly CheckResult[] => {
  if (!api.stages.known) return [say.unknown(api.stages)];
  if (api.stages.value.length === 0)
    return [say.notApplicable({ reason: `${api.name} has no stage: nothing of it is deployed.` })];
  return api.stages.value.flatMap(judge);
};

export interface Served {
  readonly stage: string;
  /** `prod`, or `prod (canary, 10 % of the traffic)`. */
  readonly label: string;
  readonly operations: readonly DeployedOperation[];
  /** The call that told the operations. */
  readonly call: string;
}

/** Judges what each stage serves, its canary too. A deployment that cannot be read is unknown; the draft is no substitute. */
export const eachDeployment = (
  api: GatewayApi,
  say: Verdicts,
  judge: (served: Served) => readonly CheckResult[],
): readonly CheckResult[] => {
  const call = api.kind === 'REST' ? 'GetDeployment' : 'GetRoutes';
  return eachStage(api, say, ({ name: stage, deployed, canary }) => {
    const served = (label: string, reading: GatewayStage['deployed']) =>
      reading.known
        ? judge({ stage, label, operations: reading.value, call })
        : [say.unknown({ ...reading, message: `Stage ${label}: ${reading.message}` }, { stage })];
    return [
      ...served(stage, deployed),
      ...(canary
        ? served(`${stage} (canary, ${canary.percentTraffic} % of the traffic)`, canary.deployed)
        : []),
    ];
  });
};

/** The key of the settings that hold for every method of a stage. */
export const allMethods = '*/*';

export interface KeyedSettings {
  /** As in a stage's patch paths, for example `~1pets/GET`. */
  readonly key: string;
  readonly settings: MethodSettings;
  readonly place: { readonly method: string; readonly path: string };
}

/** Settings of single methods, which override those of the stage. */
export const overrides = (stage: GatewayStage): KeyedSettings[] =>
  Object.entries(stage.methodSettings)
    .filter(([key]) => key !== allMethods)
    .map(([key, settings]) => {
      const cut = key.lastIndexOf('/');
      const path = key.slice(0, cut).replaceAll('~1', '/').replaceAll('~0', '~');
      return { key, settings, place: { method: key.slice(cut + 1), path } };
    });
