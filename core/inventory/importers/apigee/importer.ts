import type { InputProblem } from '../../../input-problem.ts';
import { blind, partly, seen, type Visibility, type VisibilityMap } from '../../visibility.ts';
import type { Detection, Importer, ImportFile } from '../importer.ts';
import { beginningOf } from '../member-text.ts';
import { mergeApis } from '../route-controls.ts';
import { textIn } from '../xml.ts';
import { readBundles } from './bundle.ts';
import type { ExecutionContext } from './execution.ts';
import { proxyRoutes } from './proxy-routes.ts';
import { takeApigeeSecrets } from './secrets.ts';
import { backendsOf } from './target.ts';

const detect = (files: readonly ImportFile[]): Detection | undefined => {
  const xml = files.filter(({ name }) => /\.xml$/i.test(name));
  const inBundle = xml.some(({ name }) => /(?:^|\/)(?:apiproxy|sharedflowbundle)\//.test(name));
  const isEndpoint = (file: ImportFile) =>
    /<(?:ProxyEndpoint|APIProxy|SharedFlowBundle|SharedFlow|TargetEndpoint)[\s>]/.test(
      beginningOf(file, 2_000),
    );
  if (!xml.some(isEndpoint)) return undefined;
  return { format: 'bundle', confidence: inBundle ? 1 : 0.9 };
};

const visibilityOf = (missing: boolean): VisibilityMap => {
  const hooks: Visibility = partly(
    'Flow hooks of the environment run before and after the proxy, and are not in it.',
  );
  const seenHere = missing
    ? partly('It calls shared flows that are not among the files, beside flow hooks.')
    : hooks;
  return {
    hosts: blind('A bundle names no hosts; they stand in the environment groups.'),
    routes: seen,
    authentication: seenHere,
    authorisation: partly('API products say which operations an app may call; flow hooks may add to it.'),
    'rate-limits': partly('Quotas may take their figures from API products; flow hooks may add limits.'),
    transport: partly(
      'TLS of clients stands in the environment groups or virtual hosts, trust stores in the environment.',
    ),
    logging: partly('The platform’s own analytics and access logs stand in the environment.'),
    validation: seenHere,
    consumers: blind('Developers, apps and products stand in the organisation.'),
    owners: blind('A bundle names no owner; products and developers stand in the organisation.'),
  };
};

export const apigeeImporter: Importer = {
  id: 'apigee',
  source: 'apigee',
  title: 'Apigee proxy bundle',
  howTo:
    'Download the deployed revision of each proxy and shared flow as a zip (`apigeecli apis fetch` and `apigeecli sharedflows fetch`) and hand them in together.',
  detect,
  parse: (files, context) => {
    const { bundles, problems } = readBundles(files);
    takeApigeeSecrets(bundles, files, context);
    const shared = new Map(
      bundles
        .filter(({ sharedFlows }) => sharedFlows.length > 0)
        .map((bundle) => [bundle.name, bundle] as const),
    );
    const missing = new Map<string, InputProblem>();
    const found: InputProblem[] = [];
    const apis = bundles
      .filter(({ proxyEndpoints }) => proxyEndpoints.length > 0)
      .map((bundle) => {
        const execution: ExecutionContext = { bundle, shared, missing };
        const routes = bundle.proxyEndpoints.flatMap((endpoint) => {
          const read = proxyRoutes(endpoint, execution);
          found.push(...read.problems);
          return read.routes;
        });
        const { manifest } = bundle;
        const purpose = textIn(manifest?.root, 'Description');
        const version = manifest?.root.attributes.revision;
        const leadsTo = backendsOf(bundle, context);
        return {
          name: bundle.name,
          style: 'REST' as const,
          locator: manifest?.file ?? bundle.proxyEndpoints[0]?.file ?? '',
          routes,
          ...(purpose ? { purpose } : {}),
          ...(version ? { version } : {}),
          ...(leadsTo.length > 0 ? { leadsTo } : {}),
        };
      });
    return {
      format: 'bundle',
      apis: mergeApis(apis),
      consumers: [],
      settings: [],
      visibility: visibilityOf([...missing.values()].some(({ message }) => message.includes('shared flow'))),
      problems: [...problems, ...missing.values(), ...found],
    };
  },
};
