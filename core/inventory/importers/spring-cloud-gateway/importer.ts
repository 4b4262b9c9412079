import { blind, partly, seen, type VisibilityMap } from '../../visibility.ts';
import type { Importer, ImportFile } from '../importer.ts';
import { routeBudget } from '../route-budget.ts';
import { mergeApis } from '../route-controls.ts';
import { readActuator } from './actuator.ts';
import { readVariant } from './routes.ts';
import { readVariants } from './variants.ts';

const format = 'Spring Cloud Gateway configuration';

const program = 'Routes, filters and security can also stand in Java, which these files do not show.';

const visibility = (fromActuator: boolean): VisibilityMap => ({
  hosts: partly(
    'Routes without a Host predicate serve every name that leads to the application; the load balancer has those.',
  ),
  routes: fromActuator ? seen : partly(program),
  authentication: blind('Authentication stands in a SecurityFilterChain in Java.'),
  authorisation: blind('Authorisation stands in a SecurityFilterChain in Java.'),
  'rate-limits': partly(program),
  transport: partly('TLS may end at a load balancer before the application.'),
  logging: partly('The access log of Netty is switched on by a system property.'),
  validation: blind('Spring Cloud Gateway validates no requests; filters in Java and backends may.'),
  consumers: blind('Clients stand in the identity provider.'),
  owners: blind('The configuration names no owners.'),
});

const isConfiguration = (text: string): boolean =>
  /\bspring\.cloud\.gateway\b/.test(text) ||
  (/\bspring\b/.test(text) &&
    /\bcloud\b/.test(text) &&
    /\bgateway["']?\s*:/.test(text) &&
    /\bpredicates\b/.test(text));

const isAnswer = (text: string): boolean =>
  /^\s*\[/.test(text) &&
  /"predicates?"\s*:/.test(text) &&
  (/"route_id"\s*:/.test(text) || (/"filters"\s*:/.test(text) && /"uri"\s*:/.test(text)));

const looksLike = (file: ImportFile): boolean => {
  if (!/\.(?:ya?ml|json|properties)$/i.test(file.name)) return false;
  try {
    const text = file.text().slice(0, 1_000_000);
    return !/^\s*["']?apiVersion["']?\s*:/m.test(text) && (isConfiguration(text) || isAnswer(text));
  } catch {
    return false;
  }
};

/** Routes of Spring Cloud Gateway, of both web stacks, from its files or from the actuator. */
export const springCloudGatewayImporter: Importer = {
  id: 'spring-cloud-gateway',
  source: 'spring-cloud-gateway',
  title: 'Spring Cloud Gateway',
  howTo:
    'The application files (application*.yml or .properties), or the answer of /actuator/gateway/routes of the running application.',
  detect: (files) => (files.some(looksLike) ? { format, confidence: 0.8 } : undefined),
  parse: (files, context) => {
    const { variants, lists, problems } = readVariants(files, context);
    const budget = routeBudget();
    const read = [
      ...variants.map((variant) => readVariant(variant, budget)),
      ...lists.map((list) => readActuator(list, budget)),
    ];
    return {
      format,
      apis: mergeApis(read.flatMap(({ apis }) => apis)),
      consumers: [],
      settings: [],
      visibility: visibility(lists.length > 0),
      problems: [
        ...problems,
        ...read.flatMap((one) => one.problems),
        ...budget.problems(files[0]?.name ?? ''),
      ],
    };
  },
};
