import { isMapping, listOf, type Mapping, mappingAt, textOf } from '../../../documentation/mapping.ts';
import type { RouteControl } from '../importer.ts';
import { everyone } from '../networks.ts';
import { anyCoverage, type Coverage, everyCoverage, methodCoverage, pathCoverage } from '../request-paths.ts';
import type { ServedRequests } from '../served-requests.ts';
import type { AttachedPolicy } from './attached-policy.ts';
import { matchedPaths } from './matches.ts';

const selectorCoverage = (selector: Mapping, served: ServedRequests): Coverage => {
  const path = mappingAt(selector, 'path');
  const inverted = [path, ...listOf(selector.methods), ...listOf(selector.headers)].some(
    (one) => mappingAt({ one }, 'one').invert === true,
  );
  const methods = listOf(selector.methods).map((method) => textOf(mappingAt({ method }, 'method').value));
  const network = textOf(mappingAt(selector, 'sourceCIDR').value);
  return everyCoverage([
    inverted || listOf(selector.headers).length > 0 || (network !== '' && !everyone(network))
      ? 'some'
      : 'all',
    methodCoverage(methods, served.method),
    isMapping(selector.path)
      ? anyCoverage(
          matchedPaths(textOf(path.type), textOf(path.value) || '/').paths.map((one) =>
            pathCoverage(one, served.paths),
          ),
        )
      : 'all',
  ]);
};

/** A limit over a day or longer is a quota; a limit for each value of a header is one for each consumer. */
const limitOf = (rule: Mapping, served: ServedRequests, proof: string): RouteControl | undefined => {
  const selectors = listOf(rule.clientSelectors).map((selector) => mappingAt({ selector }, 'selector'));
  const coverage = everyCoverage(selectors.map((selector) => selectorCoverage(selector, served)));
  if (coverage === 'none') return undefined;
  const isLong = ['Day', 'Month', 'Year'].includes(textOf(mappingAt(rule, 'limit').unit));
  const byConsumer = selectors.some(({ headers }) =>
    listOf(headers).some((header) => mappingAt({ header }, 'header').type === 'Distinct'),
  );
  const control = isLong ? 'quota' : byConsumer ? 'consumer-rate-limit' : 'rate-limit';
  if (rule.shadowMode === true)
    return {
      control,
      effective: 'no',
      proof,
      disarmedBy: 'The limit is counted and never enforced: shadowMode is true.',
    };
  if (coverage === 'all') return { control, effective: 'yes', proof };
  const disarmedBy = 'It counts only requests that its client selectors fit.';
  return { control, effective: 'conditional', proof, disarmedBy };
};

/** What an Envoy Gateway `BackendTrafficPolicy` limits on a route. */
export const trafficControls = (policy: AttachedPolicy, served: ServedRequests): readonly RouteControl[] => {
  const limits = mappingAt(policy.spec, 'rateLimit');
  // The deprecated `type` decides where both are written.
  const kinds =
    limits.type === 'Global' ? ['global'] : limits.type === 'Local' ? ['local'] : ['global', 'local'];
  const proof = policy.proofAt('rateLimit');
  const rules = kinds.flatMap((kind) => listOf(mappingAt(limits, kind).rules));
  const size = mappingAt(policy.spec, 'requestBuffer').limit;
  return [
    ...rules.flatMap((rule) => limitOf(mappingAt({ rule }, 'rule'), served, proof) ?? []),
    ...(size === undefined
      ? []
      : ([{ control: 'payload-limit', effective: 'yes', proof: policy.proofAt('requestBuffer') }] as const)),
  ];
};
