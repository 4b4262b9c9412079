import type { GatewayControl } from '../../../gateway/controls.ts';
import { type ConfigNode, isTrueAt, itemsAt, nodeAt, proofOf, textAt } from '../config-node.ts';
import type { RouteControl } from '../importer.ts';
import { onEveryWay } from '../route-controls.ts';

const securities: Readonly<Record<string, GatewayControl>> = {
  APIKEY: 'api-key',
  JWT: 'jwt',
  OAUTH2: 'introspection',
  MTLS: 'mutual-tls',
};

/** `API_KEY`, `api-key` and `ApiKey` are one. */
const securityOf = (plan: ConfigNode): string =>
  (textAt(plan, 'security', 'type') || textAt(plan, 'security')).replaceAll(/[-_]/g, '').toUpperCase();

export const isKeyless = (plan: ConfigNode): boolean =>
  securityOf(plan) === 'KEYLESS' || securityOf(plan) === '';

/** The gateway takes published plans, and deprecated ones for whoever subscribed before. */
export const isLive = (plan: ConfigNode): boolean =>
  ['PUBLISHED', 'DEPRECATED', ''].includes(textAt(plan, 'status').toUpperCase());

/** Expression that chooses among plans; a plan without one takes every request that brings what it asks for. */
const isSelective = (plan: ConfigNode): boolean =>
  textAt(plan, 'selectionRule') !== '' || textAt(plan, 'selection_rule') !== '';

const ownControls = (plan: ConfigNode): readonly RouteControl[] => {
  const control = securities[securityOf(plan)];
  if (!control) return [];
  const proof = proofOf(plan);
  const configuration = nodeAt(plan, 'security', 'configuration');
  const scoped =
    isTrueAt(configuration, 'checkRequiredScopes') && itemsAt(configuration, 'requiredScopes').length > 0;
  return [
    { control, effective: 'yes', proof },
    ...(scoped ? [{ control: 'scopes', effective: 'yes', proof } as const] : []),
    ...(textAt(plan, 'validation').toUpperCase() === 'MANUAL'
      ? [{ control: 'subscription-approval', effective: 'yes', proof } as const]
      : []),
  ];
};

const allNo = (controls: readonly RouteControl[], disarmedBy: string): readonly RouteControl[] =>
  controls.map((control) => ({ ...control, effective: 'no', disarmedBy }));

/** What callers have to bring. Every live plan is a way in: a keyless one opens the API, whatever the others ask. */
export const planControls = (plans: readonly ConfigNode[]): readonly RouteControl[] => {
  const live = plans.filter(isLive);
  const dead = plans
    .filter((plan) => !isLive(plan))
    .flatMap((plan) =>
      allNo(
        ownControls(plan),
        `The plan is ${textAt(plan, 'status').toLowerCase()}, and only published plans count.`,
      ),
    );
  const open = live.find((plan) => isKeyless(plan) && !isSelective(plan));
  const asked = live.filter((plan) => !isKeyless(plan)).map(ownControls);
  if (open) return [...allNo(asked.flat(), 'A keyless plan lets every request in.'), ...dead];
  const halfOpen = live.some(isKeyless);
  return [...onEveryWay(halfOpen ? [...asked, []] : asked), ...dead];
};
