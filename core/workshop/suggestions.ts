import { slugOf } from '../inventory/api-record.ts';
import type { CatalogueIndexRow } from '../inventory/catalogue-index.ts';
import { type Claim, type ClaimLink, linkTarget } from './claim.ts';
import { placeOf } from './claim-evidence.ts';

/** Two things that may be one. A person says whether they are; nothing is joined by likeness. */
export interface Suggestion {
  readonly claim: Claim;
  readonly target: ClaimLink['target'];
  /** The other thing, as a person reads it. */
  readonly other: string;
  /** Why they may be one: `both name api.bank.example`. */
  readonly reason: string;
}

/** Words that every second API has in its name and that tell nothing apart. */
const idle = new Set([
  'api',
  'apis',
  'service',
  'services',
  'the',
  'for',
  'and',
  'rest',
  'v1',
  'v2',
  'v3',
  'prod',
]);
const wordsOf = (text: string): ReadonlySet<string> =>
  new Set(
    slugOf(text)
      .split('-')
      .filter((word) => word.length > 2 && !idle.has(word)),
  );

/** Share of words that both have, 0–1 (Jaccard). */
const likeness = (a: ReadonlySet<string>, b: ReadonlySet<string>): number => {
  const both = [...a].filter((word) => b.has(word)).length;
  return both === 0 ? 0 : both / (a.size + b.size - both);
};

const alike = 0.5;

/** A thing with what it is compared by, worked out once. */
interface Described {
  readonly slug: string;
  readonly words: ReadonlySet<string>;
  readonly hosts: readonly string[];
  readonly paths: readonly string[];
  readonly partners: readonly string[];
}

const described = (
  name: string,
  { hosts, paths, partners }: Pick<CatalogueIndexRow, 'hosts' | 'paths' | 'partners'>,
): Described => ({
  slug: slugOf(name),
  words: wordsOf(name),
  hosts,
  paths,
  partners: partners.map(slugOf),
});

const keysOf = ({ slug, words, hosts }: Described): readonly string[] => [
  `slug ${slug}`,
  ...[...words].map((word) => `word ${word}`),
  ...hosts.map((host) => `host ${host}`),
];

const describedClaim = ({ capture }: Claim): Described => {
  const { host, basePath } = capture.where ? placeOf(capture.where) : {};
  return described(capture.what, {
    hosts: host ? [host] : [],
    paths: basePath ? [basePath] : [],
    partners: capture.partner ? [capture.partner] : [],
  });
};

/**
 * @param isShared several APIs are found at this host, so that naming it tells little
 */
const reasonFor = (a: Described, b: Described, isShared: (host: string) => boolean): string | undefined => {
  if (a.slug !== '' && a.slug === b.slug) return 'they have the same name';
  const words = likeness(a.words, b.words);
  const host = a.hosts.find((one) => b.hosts.includes(one));
  const path = a.paths.find((one) => b.paths.includes(one));
  if (host && path) return `both name ${host}${path}`;
  const isSilentOnPath = a.paths.length === 0 || b.paths.length === 0;
  if (host && isSilentOnPath && (words > 0 || !isShared(host))) return `both name ${host}`;
  if (words >= alike) return 'their names share most words';
  const isForSamePartner = words > 0 && a.partners.some((one) => b.partners.includes(one));
  return isForSamePartner ? 'they are for the same partner, and their names share a word' : undefined;
};

export const mostSuggestions = 50;

/** What the claims may be the same as: each other, and APIs that were found. What somebody decided is not asked again. */
export const suggestionsFor = (
  claims: readonly Claim[],
  rows: readonly CatalogueIndexRow[],
  links: readonly ClaimLink[],
): readonly Suggestion[] => {
  const decided = new Set(
    links.flatMap((link) => [
      `${link.claimId} ${linkTarget(link)}`,
      ...('claimId' in link.target ? [`${link.target.claimId} claim:${link.claimId}`] : []),
    ]),
  );
  const linkedToApi = new Set(
    links.filter(({ same, target }) => same && 'apiId' in target).map(({ claimId }) => claimId),
  );
  const suggestions: Suggestion[] = [];
  const suggest = (claim: Claim, target: ClaimLink['target'], other: string, reason: string | undefined) => {
    if (reason && !decided.has(`${claim.claimId} ${linkTarget({ target })}`))
      suggestions.push({ claim, target, other, reason });
  };
  const own = claims.map((claim) => [claim, describedClaim(claim)] as const);
  // Only what shares a name, a host or a word can have a reason: ten thousand APIs are not compared one by one.
  const found = new Map<string, (readonly [CatalogueIndexRow, Described])[]>();
  for (const row of rows) {
    const its = described(row.name, row);
    for (const key of keysOf(its)) {
      const known = found.get(key);
      if (known) known.push([row, its]);
      else found.set(key, [[row, its]]);
    }
  }
  const isShared = (host: string): boolean => (found.get(`host ${host}`)?.length ?? 0) > 1;
  own.forEach(([claim, its], index) => {
    if (suggestions.length >= mostSuggestions) return;
    for (const [other, others] of own.slice(index + 1))
      suggest(claim, { claimId: other.claimId }, other.capture.what, reasonFor(its, others, isShared));
    if (linkedToApi.has(claim.claimId)) return;
    const near = new Map(keysOf(its).flatMap((key) => found.get(key) ?? []));
    for (const [{ apiId, name }, row] of near) suggest(claim, { apiId }, name, reasonFor(its, row, isShared));
  });
  return suggestions.slice(0, mostSuggestions);
};
