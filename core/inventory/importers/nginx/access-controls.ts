import type { RouteControl } from '../importer.ts';
import { forSome } from '../route-controls.ts';
import { isRefused, refusalsAt, statusOf } from './conditions.ts';
import { type Directive, placeOfDirective } from './directives.ts';
import { type Levels, type Location, nearest, type Server, settingOf } from './servers.ts';

type Effect = Pick<RouteControl, 'effective' | 'disarmedBy'>;
const holds: Effect = { effective: 'yes' };
const no = (disarmedBy: string): Effect => ({ effective: 'no', disarmedBy });
const unknown = (disarmedBy: string): Effect => ({ effective: 'unknown', disarmedBy });

const control = (name: RouteControl['control'], at: Directive, effect: Effect): RouteControl => ({
  control: name,
  proof: placeOfDirective(at),
  ...effect,
});

const byVariable = unknown('A variable decides; what it comes to stands in a map or in code.');

/** Whether an outer block had it on, which is what `off` takes away. */
const isSwitchedOff = (levels: Levels, name: string): boolean =>
  levels.some((level) => level.some((one) => one.name === name && one.args[0] !== 'off'));

const basic = (levels: Levels): readonly RouteControl[] => {
  const directive = nearest(levels, 'auth_basic').at(-1);
  if (!directive) return [];
  const [realm = ''] = directive.args;
  if (realm === 'off')
    return isSwitchedOff(levels, 'auth_basic')
      ? [control('basic', directive, no('auth_basic is off here.'))]
      : [];
  if (realm.includes('$')) return [control('basic', directive, byVariable)];
  return settingOf(levels, 'auth_basic_user_file')
    ? [control('basic', directive, holds)]
    : [
        control(
          'basic',
          directive,
          no('No auth_basic_user_file is named, without which nothing is asked for.'),
        ),
      ];
};

/** Where a subrequest ends up: the exact location, else the longest prefix. */
const locationFor = (server: Server, uri: string): Location | undefined => {
  const exact = server.locations.find(
    ({ kind, pattern }) => (kind === 'exact' || kind === 'named') && pattern === uri,
  );
  const prefixes = server.locations.filter(
    ({ kind, pattern }) => (kind === 'prefix' || kind === 'prefix-first') && uri.startsWith(pattern),
  );
  return exact ?? prefixes.toSorted((a, b) => b.pattern.length - a.pattern.length)[0];
};

const subrequest = (levels: Levels, server: Server): readonly RouteControl[] => {
  const directive = nearest(levels, 'auth_request').at(-1);
  if (!directive) return [];
  const [uri = ''] = directive.args;
  if (uri === 'off')
    return isSwitchedOff(levels, 'auth_request')
      ? [control('custom-authorizer', directive, no('auth_request is off here.'))]
      : [];
  if (uri.includes('$')) return [control('custom-authorizer', directive, byVariable)];
  const block = locationFor(server, uri)?.directive.block ?? [];
  if (block.some(({ name }) => /^js_content$|_by_lua/.test(name)))
    return [control('custom-authorizer', directive, unknown('The code that it asks decides.'))];
  const status = statusOf(block.find(({ name }) => name === 'return'));
  if (status === undefined || status >= 300) return [control('custom-authorizer', directive, holds)];
  return block.some(({ name }) => name === 'if')
    ? [
        control(
          'custom-authorizer',
          directive,
          unknown('Conditions over variables decide; what they hold stands in a map.'),
        ),
      ]
    : [control('custom-authorizer', directive, no('The location that it asks always agrees.'))];
};

const token = (levels: Levels): readonly RouteControl[] => {
  const directive = nearest(levels, 'auth_jwt').at(-1);
  if (!directive) return [];
  const [realm = ''] = directive.args;
  if (realm === 'off')
    return isSwitchedOff(levels, 'auth_jwt') ? [control('jwt', directive, no('auth_jwt is off here.'))] : [];
  const keys = nearest(levels, 'auth_jwt_key_file', 'auth_jwt_key_request');
  const required = nearest(levels, 'auth_jwt_require').at(-1);
  return [
    keys.length > 0
      ? control('jwt', directive, holds)
      : control('jwt', directive, unknown('No key is named for it in these files.')),
    ...(required && keys.length > 0 ? [control('scopes', required, holds)] : []),
  ];
};

const oidc = (levels: Levels): readonly RouteControl[] => {
  const directive = nearest(levels, 'auth_oidc').at(-1);
  if (!directive) return [];
  if (directive.args[0] !== 'off') return [control('oidc', directive, holds)];
  return isSwitchedOff(levels, 'auth_oidc') ? [control('oidc', directive, no('auth_oidc is off here.'))] : [];
};

const code = (levels: Levels): readonly RouteControl[] => {
  const directive = nearest(
    levels,
    'access_by_lua',
    'access_by_lua_block',
    'access_by_lua_file',
    'rewrite_by_lua_block',
    'rewrite_by_lua_file',
    'js_access',
    'auth_ldap',
    'auth_digest',
    'auth_pam',
    'auth_gss',
    'perl',
  ).at(-1);
  return directive
    ? [control('custom-authorizer', directive, unknown('Code or a module of third parties decides.'))]
    : [];
};

const everybody = /^(?:all|0\.0\.0\.0\/0|::\/0)$/;

/** Rules are tried in order and the first that fits decides; whom none fits is let in. */
const networks = (
  levels: Levels,
): { readonly controls: readonly RouteControl[]; readonly closed: boolean } => {
  const rules = nearest(levels, 'allow', 'deny');
  const [first] = rules;
  if (!first) return { controls: [], closed: false };
  const last = rules.findIndex(({ args }) => everybody.test(args[0] ?? ''));
  const general = rules[last];
  const listed = (last < 0 ? rules : rules.slice(0, last)).some(({ name }) => name === 'allow');
  if (general?.name === 'deny')
    return listed
      ? { controls: [control('ip-allow-list', first, holds)], closed: false }
      : { controls: [], closed: true };
  const why = general
    ? 'It allows everybody.'
    : 'No deny all follows, so that whoever is not listed is let in.';
  return { controls: [control('ip-allow-list', first, no(why))], closed: false };
};

/** Whether the value of a request's header or parameter is compared to a fixed one, or only asked to be there. */
const keyed = (
  levels: Levels,
  geo: ReadonlySet<string>,
  maps: ReadonlySet<string>,
): readonly RouteControl[] =>
  refusalsAt(levels)
    .filter(isRefused)
    .flatMap(({ directive, variable, operator, value }): readonly RouteControl[] => {
      if (geo.has(variable)) return [control('ip-allow-list', directive, byVariable)];
      if (maps.has(variable)) return [control('api-key', directive, byVariable)];
      if (!/^\$(?:http|arg|cookie)_\w*(?:key|token|secret|auth)/.test(variable)) return [];
      if (value === '' && ['=', ''].includes(operator))
        return [control('api-key', directive, no('It only asks for a key to be there, whatever it is.'))];
      return operator === '!=' || operator.startsWith('!~') ? [control('api-key', directive, holds)] : [];
    });

const signed = (levels: Levels): readonly RouteControl[] => {
  const directive = nearest(levels, 'secure_link', 'secure_link_secret').at(-1);
  if (!directive) return [];
  const isChecked = refusalsAt(levels).some(
    (refusal) =>
      refusal.variable === '$secure_link' &&
      isRefused(refusal) &&
      ['', '='].includes(refusal.operator) &&
      refusal.value === '',
  );
  return [
    control(
      'signed-request',
      directive,
      isChecked ? holds : no('Nothing refuses requests whose signature does not fit.'),
    ),
  ];
};

/** Those that `satisfy any` makes alternatives of one another. */
const alternatives = ['basic', 'custom-authorizer', 'jwt', 'oidc', 'ip-allow-list'];

export interface Access {
  readonly controls: readonly RouteControl[];
  /** Everybody is refused: there is nothing to reach. */
  readonly closed: boolean;
}

/** Who is let in at a place, after `off`, `satisfy`, conditions, and what each directive needs to do anything. */
export const accessAt = (
  levels: Levels,
  server: Server,
  variables: { readonly geo: ReadonlySet<string>; readonly maps: ReadonlySet<string> },
): Access => {
  const { controls: allowed, closed } = networks(levels);
  const asked = [
    ...basic(levels),
    ...subrequest(levels, server),
    ...token(levels),
    ...oidc(levels),
    ...code(levels),
  ];
  const others = [...keyed(levels, variables.geo, variables.maps), ...signed(levels)];
  const phase = [...asked, ...allowed];
  const ways = phase.filter(
    ({ control: name, effective }) => effective !== 'no' && alternatives.includes(name),
  );
  if (settingOf(levels, 'satisfy') !== 'any') return { controls: [...phase, ...others], closed };
  const letsAllIn = allowed.some(({ effective }) => effective === 'no');
  const why = 'satisfy any: one of several ways in is enough.';
  const eased = letsAllIn
    ? phase.map((one) =>
        one.effective === 'no' ? one : { ...one, ...no('satisfy any, and every network is allowed.') },
      )
    : ways.length > 1
      ? forSome(phase, why)
      : phase;
  return { controls: [...eased, ...others], closed: closed && ways.length === 0 };
};
