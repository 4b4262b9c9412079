/**
 * One step of the paths that a matcher lets through. `rest`: anything below, the place itself included; `below`:
 * anything below a slash; `starts`: a segment that begins so, and anything after it.
 */
export type PathStep =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'parameter'; readonly name: string; readonly restrict?: string }
  | { readonly kind: 'starts'; readonly text: string }
  | { readonly kind: 'rest' }
  | { readonly kind: 'below' };

/** The paths that a route or a rule matches, segment by segment; a final empty literal is a trailing slash. */
export type RequestPaths = readonly PathStep[];

/** How much of what a route serves a rule meets. */
export type Coverage = 'all' | 'some' | 'none';

/** Longer or deeper paths are attacks or mistakes, never endpoints. */
const maxLength = 2_048;
const maxSegments = 64;

const literals = (path: string): PathStep[] =>
  path
    .slice(0, maxLength)
    .replace(/^\/+/, '')
    .split('/')
    .slice(0, maxSegments)
    .map((text) => ({ kind: 'literal', text }));

const trimmed = (path: string): string => path.replace(/\/+$/, '');

/** This path and no other. */
export const exactPath = (path: string): RequestPaths => (/^\/*$/.test(path) ? [] : literals(path));

/** Every path. */
export const anyPath: RequestPaths = [{ kind: 'rest' }];

/** A prefix by whole segments: `/pay` is `/pay` and `/pay/…`, never `/payments`. */
export const segmentPrefix = (path: string): RequestPaths => [...exactPath(trimmed(path)), { kind: 'rest' }];

/** A prefix by characters: `/pay` is also `/payments`; `/pay/` is what is below it. */
export const textPrefix = (path: string): RequestPaths => {
  if (/^\/*$/.test(path)) return anyPath;
  const steps = literals(trimmed(path));
  if (path.endsWith('/')) return [...steps, { kind: 'below' }];
  const last = steps.pop();
  return last?.kind === 'literal' ? [...steps, { kind: 'starts', text: last.text }] : anyPath;
};

/** `/users/{id}/files/{proxy+}` in our notation. */
export const templatePaths = (template: string): RequestPaths =>
  exactPath(template).map((step): PathStep => {
    if (step.kind !== 'literal') return step;
    const [, name, greedy] = /^\{([^{}]*?)(\+?)\}$/.exec(step.text) ?? [];
    if (name === undefined) return step;
    return greedy ? { kind: 'rest' } : { kind: 'parameter', name: name || 'id' };
  });

/** In our notation: `{name}` for a parameter, `/{proxy+}` at the end for everything below. */
export const templateOfPaths = (paths: RequestPaths): string => {
  const names = new Map<string, number>();
  const segments = paths.map((step) => {
    if (step.kind === 'literal') return step.text;
    if (step.kind === 'starts') return `${step.text}/{proxy+}`;
    if (step.kind !== 'parameter') return '{proxy+}';
    const count = (names.get(step.name) ?? 0) + 1;
    names.set(step.name, count);
    return `{${step.name}${count > 1 ? count : ''}}`;
  });
  return `/${segments.filter((segment) => segment !== '').join('/')}`;
};

const isOpen = (step: PathStep | undefined): boolean => step?.kind === 'rest' || step?.kind === 'below';

/** How a matcher's segment meets a route's; undefined when they never meet. */
const meets = (matcher: PathStep, route: PathStep): Coverage => {
  if (matcher.kind === 'parameter') {
    if (matcher.restrict === undefined) return 'all';
    return route.kind === 'parameter' && route.restrict === matcher.restrict ? 'all' : 'some';
  }
  const text = matcher.kind === 'literal' || matcher.kind === 'starts' ? matcher.text : '';
  if (route.kind === 'parameter') return 'some';
  const routeText = route.kind === 'literal' || route.kind === 'starts' ? route.text : '';
  if (matcher.kind === 'starts') {
    if (routeText.startsWith(text)) return 'all';
    return route.kind === 'starts' && text.startsWith(routeText) ? 'some' : 'none';
  }
  if (route.kind === 'starts') return text.startsWith(routeText) ? 'some' : 'none';
  return text === routeText ? 'all' : 'none';
};

/** How much of a route's paths a matcher meets. In doubt `some`, never `all`. */
export const pathCoverage = (matcher: RequestPaths, route: RequestPaths): Coverage => {
  let coverage: 'all' | 'some' = 'all';
  for (let at = 0; ; at++) {
    const [rule, step] = [matcher[at], route[at]];
    if (rule?.kind === 'rest') return coverage;
    if (rule?.kind === 'below') {
      // `/pay/` meets `/pay/…`; a route that is also `/pay` itself is met in part.
      if (step === undefined) return 'none';
      return step.kind === 'rest' ? 'some' : coverage;
    }
    if (step !== undefined && isOpen(step)) return 'some';
    if (rule === undefined) return step === undefined ? coverage : 'none';
    if (step === undefined) return 'none';
    const met = meets(rule, step);
    if (met === 'none') return 'none';
    if (met === 'some') coverage = 'some';
    if (rule.kind === 'starts') return coverage;
    // The route goes on with anything after the text.
    if (step.kind === 'starts') return 'some';
  }
};

/** Several matchers, any of which is enough. */
export const anyCoverage = (coverages: readonly Coverage[]): Coverage => {
  if (coverages.includes('all')) return 'all';
  return coverages.includes('some') ? 'some' : 'none';
};

/** Several conditions, all of which must hold. */
export const everyCoverage = (coverages: readonly Coverage[]): Coverage => {
  if (coverages.includes('none')) return 'none';
  return coverages.includes('some') ? 'some' : 'all';
};

export const notCoverage = (coverage: Coverage): Coverage => {
  if (coverage === 'some') return 'some';
  return coverage === 'all' ? 'none' : 'all';
};

/** How much of a route's method (`ANY` for all) a list of methods meets; an empty list is all. */
export const methodCoverage = (methods: readonly string[], route: string): Coverage => {
  if (methods.length === 0 || methods.includes('ANY')) return 'all';
  if (route === 'ANY') return 'some';
  return methods.includes(route) ? 'all' : 'none';
};

/** Whether a name fits a pattern of names: `*`, `*.bank.example` (any depth), or the name itself. */
export const isHostWithin = (host: string, pattern: string): boolean =>
  pattern === '*' || pattern === host || (pattern.startsWith('*.') && host.endsWith(pattern.slice(1)));

/** How much of a route's host a list of names meets; a route without a host serves every name. */
export const hostCoverage = (patterns: readonly string[], host: string | undefined): Coverage => {
  if (patterns.length === 0 || patterns.includes('*')) return 'all';
  if (host === undefined) return 'some';
  if (patterns.some((pattern) => isHostWithin(host, pattern))) return 'all';
  return host.startsWith('*.') && patterns.some((pattern) => isHostWithin(pattern, host)) ? 'some' : 'none';
};
