import { type ConfigNode, hasAt, isTrueAt, proofOf, textAt } from '../config-node.ts';
import type { ImportContext, RouteControl } from '../importer.ts';
import { placeOf } from '../place.ts';

/** Hosts that requests are handed to, with their paths. */
export const backends = (urls: readonly string[], context: ImportContext): readonly string[] => {
  const places = urls.flatMap((url) => placeOf(url, context) ?? []);
  return [
    ...new Set(places.flatMap(({ host, path }) => (host ? [`host:${host}${path.replace(/\/+$/, '')}`] : []))),
  ];
};

/**
 * Whether the backend’s certificate is verified: by default it is, unless the gateway’s own configuration says
 * otherwise for all APIs.
 */
export const upstreamControls = (
  api: ConfigNode,
  target: ConfigNode,
  skips: ConfigNode,
): readonly RouteControl[] => {
  const url = textAt(target, 'target_url') || textAt(target, 'url');
  if (!/^https:/i.test(url)) return [];
  if (isTrueAt(skips)) {
    const disarmedBy = 'Verification of the backend’s certificate is skipped.';
    return [{ control: 'upstream-tls', effective: 'no', proof: proofOf(skips), disarmedBy }];
  }
  const proof = proofOf(hasAt(target) ? target : api);
  const disarmedBy =
    'The gateway’s own configuration (proxy_ssl_insecure_skip_verify) may switch verification off.';
  return [{ control: 'upstream-tls', effective: 'unknown', proof, disarmedBy }];
};
