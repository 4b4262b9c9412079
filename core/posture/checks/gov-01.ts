import type { DeployedOperation } from '../../gateway/gateway-api.ts';
import type { Check } from '../check.ts';
import { eachStage } from '../stages.ts';
import { verdicts } from '../verdict.ts';

const id = 'GOV-01';
const severity = 'HIGH';

type Operation = Pick<DeployedOperation, 'method' | 'path' | 'authorizationType' | 'apiKeyRequired'>;

const byPlace = (operations: readonly Operation[]): Map<string, Operation> =>
  new Map(operations.map((operation) => [`${operation.method} ${operation.path}`, operation]));

const protection = ({ authorizationType, apiKeyRequired }: Operation): string =>
  `${authorizationType}${apiKeyRequired ? ' with API key' : ''}`;

/** Differences in what a deployment tells of a method: routes, authorization, API key. */
const differences = (draft: readonly Operation[], deployed: readonly Operation[]): string[] => {
  const before = byPlace(deployed);
  const after = byPlace(draft);
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((place) => {
    const live = before.get(place);
    const edited = after.get(place);
    if (!live) return [`${place} is not deployed`];
    if (!edited) return [`${place} is served but no longer in the working copy`];
    return protection(live) === protection(edited)
      ? []
      : [`${place} is served with ${protection(live)}, the working copy has ${protection(edited)}`];
  });
};

const shown = 3;

/** What a reviewer sees in the console is what clients meet. */
export const gov01: Check = {
  id,
  title: 'The working copy is what is deployed',
  severity,
  appliesTo: ['REST', 'HTTP'],
  references: ['OWASP API9:2023', 'PCI DSS 4.0.1 6.5.1'],
  evaluate: ({ api }) => {
    const say = verdicts({ id, severity }, api, 'DEPLOYED');
    const { draft } = api;
    return eachStage(api, say, ({ name, deployed, autoDeploy }) => {
      const at = { stage: name };
      if (!deployed.known) return [say.unknown(deployed, at)];
      if (autoDeploy)
        return [say.notApplicable({ at, reason: `Stage ${name} deploys every change by itself.` })];
      if (!draft.known) return [say.unknown(draft, at)];
      const found = differences(draft.value, deployed.value);
      const seen = [
        { call: 'GetDeployment', field: 'operations', value: deployed.value.length },
        { call: 'GetResources', field: 'operations', value: draft.value.length },
      ];
      if (found.length === 0)
        return [say.pass({ at, reason: `Stage ${name} serves the working copy.`, seen })];
      const more = found.length > shown ? ` and ${found.length - shown} more` : '';
      return [
        say.fail({
          at,
          reason: `Stage ${name} is not what the working copy says: ${found.slice(0, shown).join('; ')}${more}.`,
          seen,
          remediation: {
            text: 'Review the differences, then deploy the working copy or take the edit back.',
            operation: 'CreateDeployment',
            needsRedeploy: true,
          },
        }),
      ];
    });
  },
};
