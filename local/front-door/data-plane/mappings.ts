import type { Json } from '../rest-api/definition.ts';
import type { RootClient } from '../root-client.ts';

export interface Mapping {
  readonly basePath: string;
  readonly apiId: string;
  /** Empty when the first segment of the path names the stage. */
  readonly stage: string;
}

export interface Mapped {
  readonly apiId: string;
  readonly stage: string;
  /** Path and query behind the base path. */
  readonly rest: string;
}

const none = '(none)';

/**
 * Where a domain's mappings lead a request: the longest base path that its path starts with, segment by segment
 * ("Set up custom domain names", API Gateway developer guide). `undefined` when none does.
 */
export const mapped = (mappings: readonly Mapping[], target: string): Mapped | undefined => {
  const [path = '', query] = target.split(/(?=\?)/);
  const fitting = mappings
    .map((mapping) => ({ ...mapping, prefix: mapping.basePath === none ? '' : `/${mapping.basePath}` }))
    .filter(({ prefix }) => path === prefix || path.startsWith(`${prefix}/`))
    .sort((one, other) => other.prefix.length - one.prefix.length)[0];
  if (!fitting) return undefined;
  const rest = path.slice(fitting.prefix.length) || '/';
  if (fitting.stage) return { apiId: fitting.apiId, stage: fitting.stage, rest: `${rest}${query ?? ''}` };
  const [, stage = '', ...segments] = rest.split('/');
  return { apiId: fitting.apiId, stage, rest: `/${segments.join('/')}${query ?? ''}` };
};

/** How long a change that did not come through the front door (a stack's) may stay unseen. */
const freshMs = 2000;

/** The mappings of custom domains as the emulator has them, kept for a moment. */
export class Mappings {
  readonly #root: RootClient;
  readonly #known = new Map<string, { at: number; mappings: readonly Mapping[] }>();

  constructor(root: RootClient) {
    this.#root = root;
  }

  forget(): void {
    this.#known.clear();
  }

  /** Of an unknown domain: none. */
  async of(domain: string): Promise<readonly Mapping[]> {
    const kept = this.#known.get(domain);
    if (kept && Date.now() - kept.at < freshMs) return kept.mappings;
    const { status, value } = await this.#root.ask(
      'GET',
      `/domainnames/${encodeURIComponent(domain)}/basepathmappings?limit=500`,
    );
    const items = status === 200 ? ((value.item ?? []) as Json[]) : [];
    const mappings = items.map(({ basePath, restApiId, stage }) => ({
      basePath: String(basePath || none),
      apiId: String(restApiId),
      stage: String(stage ?? ''),
    }));
    this.#known.set(domain, { at: Date.now(), mappings });
    return mappings;
  }
}
