import type { RouteControl } from '../importer.ts';
import { pathCoverage, type RequestPaths } from '../request-paths.ts';
import { forSome } from '../route-controls.ts';
import { type ControlsAt, controlsAt, type HttpFacts } from './location-controls.ts';
import { pathsOf, servedAt } from './served.ts';
import { type Levels, type Location, nearest, type Server } from './servers.ts';

/** Controls that refuse a request, as `error_page` may answer instead. */
const refusing: readonly string[] = [
  'basic',
  'custom-authorizer',
  'jwt',
  'oidc',
  'ip-allow-list',
  'api-key',
  'scopes',
];

/** `error_page 401 = @open` hands whoever was refused to a location that may let everybody in. */
export const answeredInstead = (
  levels: Levels,
  server: Server,
  facts: HttpFacts,
  controls: readonly RouteControl[],
) => {
  for (const { args } of nearest(levels, 'error_page')) {
    const target = args.at(-1) ?? '';
    if (!args.some((word) => /^40[13]$/.test(word)) || !target.startsWith('@')) continue;
    const fallback = server.locations.find(({ kind, pattern }) => kind === 'named' && pattern === target);
    const handler = fallback?.directive.block?.find(({ name }) => /_pass$/.test(name));
    if (!fallback || !handler) continue;
    const { controls: there } = controlsAt(fallback.levels, server, facts, handler);
    const holdsThere = (name: string) => there.some((one) => one.control === name && one.effective === 'yes');
    return controls.map(
      (one): RouteControl =>
        refusing.includes(one.control) && one.effective !== 'no' && !holdsThere(one.control)
          ? {
              ...one,
              effective: 'no',
              disarmedBy: `error_page hands whoever is refused to ${target}, which lets them in.`,
            }
          : one,
    );
  }
  return controls;
};

/** What the regular expressions of a server take from its prefixes, over which they win. */
export interface Overtaking {
  /** Controls that hold wherever a regular expression serves that may fit any path; undefined when there is none. */
  readonly held?: ReadonlySet<string>;
  /** Paths that regular expressions take whole. */
  readonly taken: readonly RequestPaths[];
}

export const overtakingIn = (server: Server, facts: HttpFacts): Overtaking => {
  const regular = server.locations.filter(({ kind, nested }) => kind === 'regex' && !nested);
  const separate = regular.flatMap((location): readonly ControlsAt[] => {
    const handler = location.pattern.startsWith('^') ? undefined : servedAt(location, server)?.handler;
    return handler ? [controlsAt(location.levels, server, facts, handler)] : [];
  });
  const holding = separate.map(
    ({ controls }) =>
      new Set(controls.filter(({ effective }) => effective === 'yes').map(({ control }) => control)),
  );
  const [first] = holding;
  const anchored = regular.filter(({ pattern }) => pattern.startsWith('^')).map(pathsOf);
  return {
    taken: anchored.flatMap(({ paths, exact }) => (exact ? paths : [])),
    ...(first
      ? { held: new Set([...first].filter((control) => holding.every((one) => one.has(control)))) }
      : {}),
  };
};

/** Requests of a prefix that fit a regular expression elsewhere meet its controls only. */
export const withoutOvertaken = (
  location: Location,
  { held }: Overtaking,
  controls: readonly RouteControl[],
): readonly RouteControl[] => {
  if (location.kind !== 'prefix' || !held) return controls;
  const why = 'Requests that fit a regular expression elsewhere in the server do not meet it.';
  return controls.flatMap((one) => (held.has(one.control) ? [one] : forSome([one], why)));
};

/** A regular expression that fits all that a prefix fits leaves nothing to it. */
export const isOvertaken = (
  location: Location,
  { taken }: Overtaking,
  paths: readonly RequestPaths[],
): boolean =>
  location.kind === 'prefix' &&
  !location.nested &&
  paths.every((path) => taken.some((wider) => pathCoverage(wider, path) === 'all'));

/** `rewrite … last` sends requests on before anybody is asked who they are. */
const isRewritten = (location: Location): boolean =>
  (location.directive.block ?? []).some(
    ({ name, args }) => name === 'rewrite' && (args[2] === 'last' || args.length === 2),
  );

const ofTheServer: readonly string[] = [
  'https-only',
  'tls-minimum',
  'mutual-tls',
  'client-certificate-revocation',
];
const exceptRewritten = (control: RouteControl): readonly RouteControl[] =>
  ofTheServer.includes(control.control)
    ? [control]
    : forSome([control], 'A rewrite sends requests on to another location first.');

export const afterRewrites = (
  location: Location,
  controls: readonly RouteControl[],
): readonly RouteControl[] => (isRewritten(location) ? controls.flatMap(exceptRewritten) : controls);
