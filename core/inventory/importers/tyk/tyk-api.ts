import type { ApiStyle } from '../../evidence.ts';
import type { RouteControl } from '../importer.ts';
import type { RequestPaths } from '../request-paths.ts';

/** What Tyk does with requests to one path and method of an API. */
export interface TykRule {
  /** Upper case, or `ANY`. */
  readonly method: string;
  /** As written, from the API’s listen path. */
  readonly path: string;
  /** Requests that the rule is for; wider than the path where Tyk matches loosely. */
  readonly matches: RequestPaths;
  readonly effect:
    | { readonly kind: 'ignore-authentication' | 'allow' | 'block' | 'internal' | 'known' }
    | { readonly kind: 'control'; readonly controls: readonly RouteControl[] };
  readonly pointer: string;
}

/** One version of an API as the gateway serves it. */
export interface TykApi {
  readonly name: string;
  readonly version?: string;
  readonly style: ApiStyle;
  readonly locator: string;
  readonly host?: string;
  /** Listen path, with the version where that stands in the path. */
  readonly base: string;
  /** What proves who calls. */
  readonly identity: readonly RouteControl[];
  /** What else every request meets. */
  readonly common: readonly RouteControl[];
  readonly rules: readonly TykRule[];
  readonly leadsTo: readonly string[];
}
