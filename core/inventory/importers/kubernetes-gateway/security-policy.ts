import { isMapping, listOf, type Mapping, mappingAt, textOf } from '../../../documentation/mapping.ts';
import type { RouteControl } from '../importer.ts';
import { everyone } from '../networks.ts';
import { everyCoverage, methodCoverage, pathCoverage } from '../request-paths.ts';
import type { ServedRequests } from '../served-requests.ts';
import type { AttachedPolicy } from './attached-policy.ts';
import { matchedPaths } from './matches.ts';

/** What a caller has to show on every way that the authorization lets through. */
interface Demands {
  readonly network: RouteControl['effective'] | undefined;
  readonly token: RouteControl['effective'] | undefined;
}

const demanded = (ways: readonly boolean[]): RouteControl['effective'] | undefined => {
  if (!ways.includes(true)) return undefined;
  return ways.includes(false) ? 'conditional' : 'yes';
};

const operationCoverage = (operation: Mapping, served: ServedRequests) => {
  const methods = listOf(operation.methods).map(textOf);
  const path = mappingAt(operation, 'path');
  const paths = isMapping(operation.path)
    ? matchedPaths(textOf(path.type), textOf(path.value) || '/').paths
    : [];
  return everyCoverage([
    methodCoverage(methods, served.method),
    ...(paths.length > 0
      ? [paths.length === 1 && paths[0] ? pathCoverage(paths[0], served.paths) : ('some' as const)]
      : []),
  ]);
};

/** Rules hold in their order, the first that fits; without one the default action, which is to deny. */
const demandsOf = (authorization: Mapping, served: ServedRequests): Demands => {
  const networks: boolean[] = [];
  const tokens: boolean[] = [];
  let open = true;
  for (const entry of listOf(authorization.rules)) {
    const rule = mappingAt({ entry }, 'entry');
    const coverage = operationCoverage(mappingAt(rule, 'operation'), served);
    if (coverage === 'none' || !open) continue;
    const principal = mappingAt(rule, 'principal');
    const narrowed = Object.keys(principal).length > 0 || textOf(rule.cel) !== '';
    if (rule.action === 'Allow') {
      const cidrs = listOf(principal.clientCIDRs).map(textOf);
      networks.push(cidrs.length > 0 && !cidrs.some(everyone));
      tokens.push(isMapping(principal.jwt));
    }
    // Nothing comes behind a rule that fits every request.
    if (!narrowed && coverage === 'all') open = false;
  }
  if (open && authorization.defaultAction === 'Allow') {
    networks.push(false);
    tokens.push(false);
  }
  return { network: demanded(networks), token: demanded(tokens) };
};

const tokenControl = (jwt: Mapping, demands: Demands, proof: string): RouteControl => {
  const name = { control: 'jwt', proof } as const;
  if (demands.token === 'yes') return { ...name, effective: 'yes' };
  const disarmedBy = 'A request without a token passes: jwt.';
  if (jwt.failOpen === true)
    return { ...name, effective: 'no', disarmedBy: `${disarmedBy}failOpen is true.` };
  if (jwt.optional === true)
    return { ...name, effective: 'no', disarmedBy: `${disarmedBy}optional is true.` };
  return { ...name, effective: 'yes' };
};

/** What an Envoy Gateway `SecurityPolicy` asks of a request to a route. */
export const securityControls = (policy: AttachedPolicy, served: ServedRequests): readonly RouteControl[] => {
  const { spec, proofAt } = policy;
  const controls: RouteControl[] = [];
  const demands: Demands = isMapping(spec.authorization)
    ? demandsOf(spec.authorization, served)
    : { network: undefined, token: undefined };
  if (isMapping(spec.apiKeyAuth))
    controls.push({ control: 'api-key', effective: 'yes', proof: proofAt('apiKeyAuth') });
  if (isMapping(spec.basicAuth))
    controls.push({ control: 'basic', effective: 'yes', proof: proofAt('basicAuth') });
  if (isMapping(spec.jwt)) controls.push(tokenControl(spec.jwt, demands, proofAt('jwt')));
  if (isMapping(spec.oidc)) {
    const passes = spec.oidc.passThroughAuthHeader === true;
    controls.push({
      control: 'oidc',
      effective: passes ? 'conditional' : 'yes',
      proof: proofAt('oidc'),
      ...(passes
        ? { disarmedBy: 'A request that brings its own token skips the sign-in: passThroughAuthHeader.' }
        : {}),
    });
  }
  if (isMapping(spec.extAuth)) {
    const open = spec.extAuth.failOpen === true;
    controls.push({
      control: 'custom-authorizer',
      effective: open ? 'conditional' : 'yes',
      proof: proofAt('extAuth'),
      ...(open
        ? { disarmedBy: 'Requests pass while the authorizer cannot be reached: failOpen is true.' }
        : {}),
    });
  }
  const some = { disarmedBy: 'Some rules of the authorization let requests through without it.' };
  const ruled = [
    ['ip-allow-list', demands.network],
    ['scopes', demands.token],
  ] as const;
  for (const [control, effective] of ruled)
    if (effective)
      controls.push({
        control,
        effective,
        proof: proofAt('authorization'),
        ...(effective === 'yes' ? {} : some),
      });
  return controls;
};
