import { isMapping } from '../../../documentation/mapping.ts';
import type { InputProblem } from '../../../input-problem.ts';
import { type ComparisonBudget, tooManyRules } from '../comparison-budget.ts';
import {
  type ConfigNode,
  entriesAt,
  hasAt,
  isTrueAt,
  itemsAt,
  nodeAt,
  proofOf,
  textAt,
} from '../config-node.ts';
import type { ImportContext, ImportedApi, ImportedRoute, RouteControl } from '../importer.ts';
import { everythingBelow, joinTemplate } from '../path-template.ts';
import { hostOf, type Place, placeOf } from '../place.ts';
import { problemAt } from '../proof-problem.ts';
import { anyPath, type RequestPaths, templateOfPaths } from '../request-paths.ts';
import { inDoubt, strongest } from '../route-controls.ts';
import { fileOfProof, methodsOfRegex, pathsOfExpression } from '../served-requests.ts';
import type { MuleInstance } from './instances.ts';
import { policyControls } from './policies.ts';

export interface MuleReading {
  readonly api: ImportedApi;
  readonly problems: readonly InputProblem[];
}

interface Served {
  readonly method: string;
  readonly host?: string;
  readonly paths: RequestPaths;
  readonly pointer: string;
}

/** Rules of routing: paths are expressions over the whole path, methods are joined by `|`. */
const servedBy = (rule: ConfigNode, problems: InputProblem[]): readonly Served[] => {
  const pointer = proofOf(rule);
  const path = textAt(rule, 'path');
  const read = path
    ? pathsOfExpression(path, 'full', fileOfProof(pointer), pointer)
    : { paths: [anyPath], problems: [] };
  problems.push(...read.problems);
  const written = itemsAt(rule, 'methods').map((one) => textAt(one).toUpperCase());
  const methods =
    written.length > 0 ? written : (methodsOfRegex(textAt(rule, 'methods').toUpperCase()) ?? ['ANY']);
  const host = hostOf(textAt(rule, 'host'));
  return read.paths.flatMap((paths) =>
    methods.map((method) => ({ method, paths, pointer, ...(host ? { host } : {}) })),
  );
};

const rulesOf = ({ node, isFlex }: MuleInstance): readonly ConfigNode[] => {
  if (isFlex)
    return entriesAt(node, 'spec', 'services').flatMap(([, service]) =>
      itemsAt(service, 'routes').flatMap((route) => itemsAt(route, 'rules')),
    );
  return itemsAt(node, 'routing').flatMap((route) => {
    const rules = nodeAt(route, 'rules');
    return Array.isArray(rules.value) ? itemsAt(rules) : isMapping(rules.value) ? [rules] : [];
  });
};

/** Where clients reach it: the consumer endpoint that somebody typed, else what the proxy listens on. */
const placeOfInstance = ({ node, isFlex }: MuleInstance, context: ImportContext): Place | undefined => {
  const consumer = placeOf(textAt(node, 'endpointUri'), context);
  const proxy = placeOf(
    isFlex ? textAt(node, 'spec', 'address') : textAt(node, 'endpoint', 'proxyUri'),
    context,
  );
  return consumer ?? proxy;
};

const upstreams = ({ node, isFlex }: MuleInstance): readonly string[] =>
  isFlex
    ? entriesAt(node, 'spec', 'services').map(([, service]) => textAt(service, 'address'))
    : [
        textAt(node, 'endpoint', 'uri'),
        ...[
          ...itemsAt(node, 'upstreams'),
          ...itemsAt(node, 'routing').flatMap((route) => itemsAt(route, 'upstreams')),
        ].map((one) => textAt(one, 'uri')),
      ];

const listens = ({ node, isFlex }: MuleInstance): readonly RouteControl[] => {
  const address = isFlex ? nodeAt(node, 'spec', 'address') : nodeAt(node, 'endpoint', 'proxyUri');
  return /^https:/i.test(textAt(address))
    ? [{ control: 'https-only', effective: 'yes', proof: proofOf(address) }]
    : [];
};

const approval = ({ node }: MuleInstance, controls: readonly RouteControl[]): readonly RouteControl[] => {
  if (textAt(node, 'approvalMethod').toLowerCase() !== 'manual') return [];
  const proof = proofOf(nodeAt(node, 'approvalMethod'));
  return controls.some(({ control, effective }) => control === 'api-key' && effective === 'yes')
    ? [{ control: 'subscription-approval', effective: 'yes', proof }]
    : [
        {
          control: 'subscription-approval',
          effective: 'no',
          proof,
          disarmedBy: 'No policy asks for a client id, so that a contract is not needed.',
        },
      ];
};

/** Runtimes download policies when they pair with the instance; without a pairing nothing enforces them. */
const unpaired = ({ node, isFlex }: MuleInstance): string | undefined => {
  const status = textAt(node, 'status').toLowerCase();
  return !isFlex && (status === 'unregistered' || status === 'inactive')
    ? `The instance is ${status}: no runtime is known to enforce its policies.`
    : undefined;
};

const nameOf = ({ node, isFlex }: MuleInstance): string =>
  isFlex
    ? textAt(node, 'metadata', 'name')
    : textAt(node, 'assetId') ||
      textAt(node, 'exchangeAssetName') ||
      textAt(node, 'name') ||
      textAt(node, 'instanceLabel') ||
      textAt(node, 'id');

/** Routes of an instance with the policies that a request to them meets. */
export const readInstance = (
  instance: MuleInstance,
  automated: readonly ConfigNode[],
  context: ImportContext,
  budget: ComparisonBudget,
): MuleReading => {
  const { node } = instance;
  const problems: InputProblem[] = [];
  const place = placeOfInstance(instance, context);
  const rules = rulesOf(instance);
  const served: readonly Served[] =
    rules.length > 0
      ? rules.flatMap((rule) => servedBy(rule, problems))
      : [{ method: 'ANY', paths: anyPath, pointer: proofOf(node) }];
  const doubt = unpaired(instance);
  const policies = [...instance.policies, ...automated];
  const isCompared = budget.admits(policies.length, served.length);
  const routes = (place ? served : []).map(({ method, host, paths, pointer }): ImportedRoute => {
    const own = (isCompared ? instance.policies : []).flatMap((policy) =>
      policyControls(policy, method, paths),
    );
    const environment = (isCompared ? automated : []).flatMap((policy) =>
      policyControls(policy, method, paths),
    );
    const applied = inDoubt(
      environment,
      'Which instances the environment applies it to is decided in API Manager.',
    );
    const controls = strongest([...own, ...applied, ...listens(instance)]);
    const all = strongest([...controls, ...approval(instance, controls)]);
    const template = templateOfPaths(paths);
    const where = host ?? place?.host;
    return {
      method,
      template:
        template === '/{proxy+}'
          ? everythingBelow(place?.path ?? '')
          : joinTemplate(place?.path ?? '', template),
      ...(where ? { host: where } : {}),
      pointer,
      controls: doubt ? inDoubt(all, doubt) : isCompared ? all : inDoubt(all, tooManyRules),
    };
  });
  const backends = upstreams(instance).flatMap((url) => placeOf(url, context) ?? []);
  const leadsTo = [
    ...new Set(
      backends.flatMap(({ host, path }) => (host ? [`host:${host}${path.replace(/\/+$/, '')}`] : [])),
    ),
  ];
  const version = textAt(node, 'productVersion') || textAt(node, 'assetVersion');
  if (!place)
    problems.push(
      problemAt(
        proofOf(node),
        'The instance names no endpoint: where it is served is unknown.',
        'Fill in its consumer endpoint in API Manager, or hand in the answer for the instance by itself.',
      ),
    );
  return {
    api: {
      name: nameOf(instance),
      style: 'REST',
      locator: proofOf(node),
      routes,
      ...(version ? { version } : {}),
      ...(hasAt(node, 'deprecated') && isTrueAt(node, 'deprecated')
        ? { lifecycle: 'deprecated' as const }
        : {}),
      ...(leadsTo.length > 0 ? { leadsTo } : {}),
    },
    problems,
  };
};
