import type { InputProblem } from '../../../input-problem.ts';
import { blind, partly, seen, type VisibilityMap } from '../../visibility.ts';
import { comparisonBudget } from '../comparison-budget.ts';
import { itemsAt, proofOf, textAt } from '../config-node.ts';
import type { Importer, ImportFile } from '../importer.ts';
import { textOfMember } from '../member-text.ts';
import { problemAt } from '../proof-problem.ts';
import { detectKind, recognised } from '../recognised.ts';
import { routeBudget } from '../route-budget.ts';
import { mergeApis } from '../route-controls.ts';
import { type GraviteeDefinition, readDefinitions } from './definitions.ts';
import { flowsAt } from './flows.ts';
import { isSharedGroup } from './policies.ts';
import { readApi } from './routes.ts';

const title = 'Gravitee API export';

const keyForm =
  /["']?\b(listeners|endpointGroups|definitionVersion|proxy|virtual_hosts|context_path|plans|flows|paths|gravitee)["']?\s*:/g;

const isGravitee = (file: ImportFile): boolean => {
  if (!/\.(?:ya?ml|json)$|^[^.]*$/i.test(file.name)) return false;
  const text = textOfMember(file);
  if (/apiVersion["']?\s*:\s*["']?gravitee\.io\//.test(text)) return true;
  const keys = new Set([...text.matchAll(keyForm)].map(([, name]) => name));
  const key = (name: string): boolean => keys.has(name);
  return (
    (key('listeners') && (key('endpointGroups') || key('definitionVersion'))) ||
    (key('proxy') &&
      (key('virtual_hosts') || key('context_path')) &&
      (key('plans') || key('flows') || key('paths') || key('gravitee')))
  );
};

const sharedGroups = (definition: GraviteeDefinition): readonly InputProblem[] =>
  [definition.api, ...definition.plans].flatMap((holder) =>
    flowsAt(holder, definition.version)
      .flatMap(({ steps }) => steps)
      .filter(isSharedGroup)
      .map((step) =>
        problemAt(
          proofOf(step),
          'The step runs a shared policy group, which is not in the export: what it asks is unknown.',
          'Look the group up in the environment’s settings, and confirm by hand what it asks.',
        ),
      ),
  );

const visibilityOf = (apis: readonly GraviteeDefinition[], hasGroups: boolean): VisibilityMap => {
  const groups = partly(
    'Shared policy groups stand in the environment’s settings, which are not in the export.',
  );
  const withoutPlans = apis.some(({ plans }) => plans.length === 0);
  const unplaced = apis.some(
    ({ api }) =>
      ![
        ...itemsAt(api, 'listeners').flatMap((one) => itemsAt(one, 'paths')),
        ...itemsAt(api, 'proxy', 'virtual_hosts'),
      ].every((one) => textAt(one, 'host') !== ''),
  );
  const flows = hasGroups ? groups : seen;
  return {
    hosts: unplaced
      ? partly(
          'Paths without a host answer on every host of the gateway; its entrypoints stand in the organisation’s settings.',
        )
      : seen,
    routes: partly('Each export is one API; others stand in the console.'),
    authentication: withoutPlans
      ? blind('The plans were not exported; they say what callers have to bring.')
      : flows,
    authorisation: flows,
    'rate-limits': flows,
    transport: partly('The gateway’s TLS versions and client certificates stand in gravitee.yml.'),
    logging: partly('Whether reporters write anything stands in gravitee.yml.'),
    validation: flows,
    consumers: blind('Applications and subscriptions are not in the export.'),
    owners: partly('Only the primary owner is read; members stand in the console.'),
  };
};

/** Gravitee: exports of API definitions of versions 1, 2 and 4, and resources of its Kubernetes operator. */
export const graviteeImporter: Importer = {
  id: 'gravitee',
  source: 'gravitee',
  title,
  howTo:
    'Open the API in the console, choose Export with plans, and hand in the JSON files; or call `_export/definition` of the Management API.',
  detect: (files) => detectKind(files, isGravitee, title),
  parse: (files, context) => {
    const mine = recognised(files, isGravitee, 'a Gravitee API export');
    const { apis, problems } = readDefinitions(mine.files, context);
    const groups = apis.flatMap(sharedGroups);
    const [first] = apis;
    const budgets = { routes: routeBudget(), comparisons: comparisonBudget() };
    const read = apis.map((definition) => readApi(definition, context, budgets));
    return {
      format: title,
      ...(first ? { version: first.product ?? first.version } : {}),
      apis: mergeApis(read),
      consumers: [],
      settings: [],
      visibility: visibilityOf(apis, groups.length > 0),
      problems: [
        ...mine.problems,
        ...problems,
        ...groups,
        ...budgets.routes.problems(files[0]?.name ?? ''),
        ...budgets.comparisons.problems(files[0]?.name ?? ''),
      ],
    };
  },
};
