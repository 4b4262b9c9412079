import { isMapping, listOf, type Mapping, mappingAt, textOf } from '../../../documentation/mapping.ts';
import type { InputProblem } from '../../../input-problem.ts';
import type { Manifest } from '../kubernetes/manifests.ts';
import { anyPath, exactPath, type RequestPaths, textPrefix } from '../request-paths.ts';
import { fileOfProof, methodOf, methodsOfRegex, pathsOfExpression, servedHost } from '../served-requests.ts';
import { keyOf } from './mesh.ts';

/** One match of an HTTP route of a VirtualService, its delegates followed. */
export interface HttpMatch {
  readonly methods: readonly string[];
  readonly paths: readonly RequestPaths[];
  /** The paths as the backend sees them, where the route rewrites them. */
  readonly rewritten?: RequestPaths;
  /** A host that the match demands beside those of the VirtualService. */
  readonly host?: string;
  /** Gateways and port that the match is for; empty for all. */
  readonly gateways: readonly string[];
  readonly port?: number;
  readonly destinations: readonly { readonly host: string; readonly port: unknown }[];
  /** Namespace in which short names of the destinations stand. */
  readonly namespace: string;
  readonly proof: string;
  readonly problems: readonly InputProblem[];
}

const pathsOf = (uri: Mapping, proof: string): Pick<HttpMatch, 'paths' | 'problems'> => {
  if (typeof uri.exact === 'string') return { paths: [exactPath(uri.exact)], problems: [] };
  if (typeof uri.prefix === 'string') return { paths: [textPrefix(uri.prefix)], problems: [] };
  if (typeof uri.regex === 'string') return pathsOfExpression(uri.regex, 'full', fileOfProof(proof), proof);
  return { paths: [anyPath], problems: [] };
};

const methodsOf = (method: Mapping): readonly string[] => {
  if (typeof method.exact === 'string') return [methodOf(method.exact)];
  return (typeof method.regex === 'string' ? methodsOfRegex(method.regex) : undefined) ?? ['ANY'];
};

const rewrittenPaths = (route: Mapping, uri: Mapping): RequestPaths | undefined => {
  const rewrite = mappingAt(route, 'rewrite');
  if (isMapping(rewrite.uriRegexRewrite)) return anyPath;
  const to = textOf(rewrite.uri);
  if (!to) return undefined;
  return typeof uri.exact === 'string' ? exactPath(to) : textPrefix(to);
};

/** A route that sends plain HTTP on to HTTPS, or refuses every request, is no endpoint. */
const isNoEndpoint = (route: Mapping): boolean => {
  const redirect = mappingAt(route, 'redirect');
  const upgrades = redirect.scheme === 'https' && !textOf(redirect.uri);
  return upgrades || Number(mappingAt(route, 'directResponse').status) >= 400;
};

const maxDelegates = 500;

const matchesOf = (
  service: Manifest,
  route: Mapping,
  path: readonly (string | number)[],
  outer: Mapping,
): readonly HttpMatch[] => {
  const written = listOf(route.match).filter(isMapping);
  const matches: readonly Mapping[] = written.length > 0 ? written : [{}];
  return matches.map((own, index) => {
    const match = { ...outer, ...own };
    const proof = service.proofAt(written.length > 0 ? [...path, 'match', index] : path);
    const uri = mappingAt(match, 'uri');
    const rewritten = rewrittenPaths(route, uri);
    const host = servedHost(textOf(mappingAt(match, 'authority').exact));
    const port = Number(match.port);
    return {
      ...pathsOf(uri, proof),
      methods: methodsOf(mappingAt(match, 'method')),
      ...(rewritten ? { rewritten } : {}),
      ...(host ? { host } : {}),
      gateways: listOf(match.gateways).map(textOf),
      ...(port ? { port } : {}),
      destinations: listOf(route.route)
        .map((one) => mappingAt({ one }, 'one'))
        .filter(({ weight }) => weight !== 0)
        .map(({ destination }) => ({
          host: textOf(mappingAt({ destination }, 'destination').host),
          port: mappingAt({ destination }, 'destination', 'port').number,
        })),
      namespace: service.namespace,
      proof,
    };
  });
};

/** Every match of a VirtualService. A delegate may not delegate again. */
export const httpMatches = (
  service: Manifest,
  services: ReadonlyMap<string, Manifest>,
): { readonly matches: readonly HttpMatch[]; readonly problems: readonly InputProblem[] } => {
  const problems: InputProblem[] = [];
  const matches = listOf(service.spec.http).flatMap((value, index) => {
    const route = mappingAt({ value }, 'value');
    const path = ['spec', 'http', index];
    if (isNoEndpoint(route)) return [];
    const delegate = mappingAt(route, 'delegate');
    if (!textOf(delegate.name)) return matchesOf(service, route, path, {});
    const namespace = textOf(delegate.namespace) || service.namespace;
    const target = services.get(keyOf(namespace, textOf(delegate.name)));
    if (!target) {
      const proof = service.proofAt([...path, 'delegate']);
      problems.push({
        file: fileOfProof(proof),
        pointer: proof,
        message: `It delegates to VirtualService ${namespace}/${textOf(delegate.name)}, which is not among the files.`,
        fix: 'Hand in that VirtualService too.',
      });
      return matchesOf(service, route, path, {});
    }
    const outers = listOf(route.match).filter(isMapping);
    return (outers.length > 0 ? outers : [{}]).flatMap((outer) =>
      listOf(target.spec.http)
        .slice(0, maxDelegates)
        .map((inner) => mappingAt({ inner }, 'inner'))
        .flatMap((inner, at) =>
          isNoEndpoint(inner) ? [] : matchesOf(target, inner, ['spec', 'http', at], outer),
        ),
    );
  });
  return { matches, problems };
};
