import type { ImportContext, RouteControl } from '../importer.ts';
import { placeOf } from '../place.ts';
import { childOf, childrenOf, textIn } from '../xml.ts';
import { type ApigeeBundle, type BundleFile, placeOfElement } from './bundle.ts';

const isTrue = (text: string): boolean => text.toLowerCase() === 'true';

/** Whether the certificate of a target is verified; nothing for targets without TLS. */
export const upstreamControl = ({ file, root }: BundleFile): readonly RouteControl[] => {
  const connection = childOf(root, 'HTTPTargetConnection');
  const tls = childOf(connection, 'SSLInfo');
  const servers = childrenOf(childOf(connection, 'LoadBalancer'), 'Server');
  const isHttps = /^https:/i.test(textIn(connection, 'URL'));
  if (!tls && !isHttps) return [];
  const proof = placeOfElement(file, tls ?? connection);
  const answer = (effective: RouteControl['effective'], disarmedBy?: string): readonly RouteControl[] => [
    { control: 'upstream-tls', effective, proof, ...(disarmedBy ? { disarmedBy } : {}) },
  ];
  if (isTrue(textIn(tls, 'IgnoreValidationErrors')))
    return answer('no', 'Any certificate is accepted (IgnoreValidationErrors).');
  if (tls && !isTrue(textIn(tls, 'Enabled')) && !isTrue(textIn(tls, 'Enforce')))
    return answer('no', 'TLS is not switched on (SSLInfo/Enabled).');
  if (servers.length > 0)
    return answer('unknown', 'How its target servers speak TLS stands in the environment.');
  if (tls && !isHttps) return answer('no', 'The target is spoken to without TLS.');
  if (textIn(tls, 'TrustStore') || isTrue(textIn(tls, 'Enforce'))) return answer('yes');
  return answer(
    'unknown',
    'No trust store is named; whether the certificate is verified depends on the environment.',
  );
};

/** Hosts behind the proxy, from URLs that are written out. */
export const backendsOf = (
  { targetEndpoints, proxyEndpoints }: ApigeeBundle,
  context: ImportContext,
): readonly string[] => {
  const urls = [
    ...targetEndpoints.map(({ root }) => textIn(childOf(root, 'HTTPTargetConnection'), 'URL')),
    ...proxyEndpoints.flatMap(({ root }) => childrenOf(root, 'RouteRule').map((rule) => textIn(rule, 'URL'))),
  ];
  const hosts = urls.flatMap((url) => {
    const place = placeOf(url, context);
    return place?.host ? [`host:${place.host}${place.path.replace(/[{].*$/, '').replace(/\/+$/, '')}`] : [];
  });
  return [...new Set(hosts)];
};
