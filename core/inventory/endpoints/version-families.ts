import type { EndpointRecord } from '../api-record.ts';

/** Where one API stands, as far as its versions show there. */
export interface VersionedApi {
  readonly name: string;
  readonly account?: string;
  readonly environment?: string;
  readonly places: readonly { readonly host: string; readonly basePath: string }[];
  readonly endpoints: readonly EndpointRecord[];
}

interface Version {
  /** What all versions of one API have in common. */
  readonly family: string;
  readonly major: number;
}

const majorOf = (text: string): number | undefined => {
  const digits = /^v(\d{1,4})(?:[._]\d+)*(?:(?:alpha|beta|rc)\d*)?$/i.exec(text)?.[1];
  return digits === undefined ? undefined : Number(digits);
};

const segmentsIn = (path: string): string[] => path.split('/').filter((segment) => segment !== '');

/**
 * A version in a path: `/pay/v1/…` is of the family `/pay`. At the root, where many APIs stand side by side, what
 * comes after it tells them apart: `/v1/payments` is of the family `/payments`.
 */
const versionInPath = (host: string, path: string): Version | undefined => {
  const segments = segmentsIn(path);
  const at = segments.findIndex((segment) => majorOf(segment) !== undefined);
  const major = majorOf(segments[at] ?? '');
  if (major === undefined) return undefined;
  const before = segments.slice(0, at).filter((segment) => !/^(?:apis?|rest)$/i.test(segment));
  const naming = before.length > 0 ? before : [`* ${segments[at + 1] ?? ''}`];
  return { family: `place ${host}/${naming.join('/')}`, major };
};

/** `v1.api.bank.example` beside `v2.api.bank.example`. */
const versionInHost = (host: string, basePath: string): Version | undefined => {
  const labels = host.split('.');
  const at = labels.findIndex((label) => majorOf(label) !== undefined);
  const major = majorOf(labels[at] ?? '');
  return major === undefined
    ? undefined
    : { family: `host ${labels.toSpliced(at, 1).join('.')}${basePath}`, major };
};

/** `payments-v1` beside `payments v2`, in one account and environment. */
const versionInName = ({ name, account = '', environment = '' }: VersionedApi): Version | undefined => {
  const words = name.toLowerCase().split(/[^a-z0-9.]+/);
  const at = words.findIndex((word) => majorOf(word) !== undefined);
  const major = majorOf(words[at] ?? '');
  return major === undefined
    ? undefined
    : { family: `name ${words.toSpliced(at, 1).join('-')} ${account} ${environment}`, major };
};

const versionsOf = (api: VersionedApi, template: string): readonly Version[] => {
  const placed = api.places.flatMap(({ host, basePath }) => {
    const inPath = versionInPath(host, `${basePath}${template}`);
    return [inPath ?? versionInHost(host, basePath)];
  });
  // Without a place the API itself is what its versions have in common.
  const alone = api.places.length === 0 ? [versionInPath(`${api.name} ${api.account ?? ''}`, template)] : [];
  const all = [...placed, ...alone, versionInName(api)].filter((version) => version !== undefined);
  // Reached in two versions, as by two stages, it is as new as the newer one.
  const newest = new Map<string, number>();
  for (const { family, major } of all) newest.set(family, Math.max(newest.get(family) ?? 0, major));
  return [...newest].map(([family, major]) => ({ family, major }));
};

const isLive = ({ observed, onGateway }: EndpointRecord): boolean => observed || onGateway;

/**
 * Marks what is called in an older major version while a newer one of the same API is live: those are zombies. A newer
 * version that is only described is not there yet.
 */
export const withOlderVersions = <Api extends VersionedApi>(apis: readonly Api[]): readonly Api[] => {
  const newest = new Map<string, number>();
  for (const api of apis) {
    for (const endpoint of api.endpoints.filter(isLive)) {
      for (const { family, major } of versionsOf(api, endpoint.template))
        newest.set(family, Math.max(newest.get(family) ?? 0, major));
    }
  }
  return apis.map((api) => {
    const isOlder = ({ template }: EndpointRecord): boolean =>
      versionsOf(api, template).some(({ family, major }) => major < (newest.get(family) ?? 0));
    if (!api.endpoints.some(isOlder)) return api;
    const endpoints = api.endpoints.map(
      (endpoint): EndpointRecord =>
        isOlder(endpoint)
          ? { ...endpoint, deprecated: true, state: endpoint.observed ? 'zombie' : endpoint.state }
          : endpoint,
    );
    return { ...api, endpoints };
  });
};
