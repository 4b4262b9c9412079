import { isMapping } from '../../../documentation/mapping.ts';
import type { GatewayControl } from '../../../gateway/controls.ts';
import { type ConfigNode, entriesAt, hasAt, itemsAt, nodeAt, proofOf, textAt } from '../config-node.ts';
import type { RouteControl } from '../importer.ts';
import { everyone } from '../networks.ts';
import { plainName } from './sources.ts';

type Judgement = Pick<RouteControl, 'effective' | 'disarmedBy'>;
const yes: Judgement = { effective: 'yes' };
const no = (disarmedBy: string): Judgement => ({ effective: 'no', disarmedBy });

const positive =
  (name: string, why: string) =>
  (node: ConfigNode): Judgement =>
    Number(textAt(node, name) || '0') > 0 ? yes : no(why);

const networkJudgement = (node: ConfigNode): Judgement => {
  const networks = itemsAt(node, 'sourceRange').map((one) => textAt(one));
  const written = networks.length > 0 ? networks : textAt(node, 'sourceRange').split(',').filter(Boolean);
  if (written.length === 0) return no('It lists no network.');
  return written.some(everyone) ? no('The list holds every address.') : yes;
};

/** By the name of the kind as Traefik reads it, in lower case. */
const kinds: Readonly<Record<string, readonly [GatewayControl, (node: ConfigNode) => Judgement]>> = {
  basicauth: ['basic', () => yes],
  digestauth: ['basic', () => yes],
  forwardauth: ['custom-authorizer', () => yes],
  ipallowlist: ['ip-allow-list', networkJudgement],
  ipwhitelist: ['ip-allow-list', networkJudgement],
  ratelimit: ['rate-limit', positive('average', 'An average of 0 limits nothing.')],
  inflightreq: ['concurrency-limit', positive('amount', 'An amount of 0 limits nothing.')],
  buffering: [
    'payload-limit',
    positive('maxRequestBodyBytes', 'Bodies of any size are taken: maxRequestBodyBytes is 0.'),
  ],
};

/** A plugin is a program of its own: what it is called is all that is seen. */
const pluginKinds: readonly (readonly [RegExp, GatewayControl])[] = [
  [/jwt/i, 'jwt'],
  [/oidc|openid/i, 'oidc'],
  [/introspection/i, 'introspection'],
  [/api-?key/i, 'api-key'],
  [/waf|coraza|modsecurity/i, 'waf'],
  [/hmac/i, 'signed-request'],
  [/opa\b/i, 'policy-engine'],
  [/rate-?limit/i, 'rate-limit'],
  [/auth/i, 'custom-authorizer'],
];

const pluginControls = (plugin: ConfigNode): readonly RouteControl[] =>
  entriesAt(plugin).flatMap(([name, node]): readonly RouteControl[] => {
    const [, control] = pluginKinds.find(([form]) => form.test(name)) ?? [];
    if (!control) return [];
    const disarmedBy =
      'A plugin does it: whether it refuses requests stands in its program and its own settings.';
    return [{ control, effective: 'unknown', proof: proofOf(node), disarmedBy }];
  });

/** More before one router is an attack or a mistake. */
const maxOpened = 200;

/** The middlewares of a router in one list, chains opened. Missing ones are named. */
export interface MiddlewareReading {
  readonly controls: readonly RouteControl[];
  readonly missing: readonly string[];
  /** It only sends plain HTTP on to HTTPS. */
  readonly redirectsToHttps: boolean;
}

const readMiddlewares = (
  names: readonly string[],
  all: ReadonlyMap<string, ConfigNode>,
  opened: Set<string> = new Set(),
): MiddlewareReading => {
  const controls: RouteControl[] = [];
  const missing: string[] = [];
  let redirectsToHttps = false;
  for (const name of names) {
    // Twice in a chain, or in a circle, is no more than once.
    if (opened.has(name)) continue;
    opened.add(name);
    const node = all.get(name);
    if (!node || !isMapping(node.value)) {
      missing.push(name);
      continue;
    }
    for (const [kind, settings] of entriesAt(node)) {
      const judged = kinds[kind.toLowerCase()];
      if (judged) controls.push({ control: judged[0], proof: proofOf(settings), ...judged[1](settings) });
      else if (kind.toLowerCase() === 'plugin') controls.push(...pluginControls(settings));
      else if (kind.toLowerCase() === 'redirectscheme')
        redirectsToHttps ||= textAt(settings, 'scheme') === 'https';
      else if (kind.toLowerCase() === 'chain' && opened.size < maxOpened) {
        const inner = readMiddlewares(chained(name, settings), all, opened);
        controls.push(...inner.controls);
        missing.push(...inner.missing);
        redirectsToHttps ||= inner.redirectsToHttps;
      }
    }
  }
  return { controls, missing, redirectsToHttps };
};

/** Reads the middlewares of routers; many routers name the same ones, which are read once. */
export const middlewareReader = (all: ReadonlyMap<string, ConfigNode>) => {
  const known = new Map<string, MiddlewareReading>();
  return (names: readonly string[]): MiddlewareReading => {
    const key = names.join(' ');
    const reading = known.get(key) ?? readMiddlewares(names, all);
    known.set(key, reading);
    return reading;
  };
};

/** Members of a chain: texts, or objects with a namespace in custom resources. */
const chained = (chain: string, settings: ConfigNode): readonly string[] => {
  const items = itemsAt(settings, 'middlewares');
  if (items.length === 0)
    return textAt(settings, 'middlewares')
      .split(',')
      .map((one) => plainName(one.trim()))
      .filter(Boolean);
  const namespace = chain.includes('/') ? chain.replace(/\/.*$/, '') : '';
  return items.map((item) => {
    if (!hasAt(item, 'name')) return plainName(textAt(item));
    return `${textAt(nodeAt(item, 'namespace')) || namespace}/${textAt(item, 'name')}`;
  });
};
