import { listOf, mappingAt, textOf } from '../../../documentation/mapping.ts';
import type { RouteControl } from '../importer.ts';
import type { Manifest } from '../kubernetes/manifests.ts';
import { isHostWithin } from '../request-paths.ts';
import { keyOf } from './mesh.ts';

/** A way into the mesh, or within it, for one host of a VirtualService. */
export interface Entrance {
  /** `mesh`, or the name as the VirtualService writes it. */
  readonly gatewayName: string;
  /** Undefined for the mesh itself and for a Gateway that stands in no file. */
  readonly gateway?: Manifest;
  readonly port?: number;
  /** Requests are passed on encrypted, so that only `tls` routes count. */
  readonly passthrough?: true;
  readonly host: string;
  readonly controls: readonly RouteControl[];
}

const disarmedMode = 'Clients without a certificate are accepted: the mode is OPTIONAL_MUTUAL.';

const tlsControls = (
  gateway: Manifest,
  tls: Readonly<Record<string, unknown>>,
  path: readonly (string | number)[],
): readonly RouteControl[] => {
  const proof = gateway.proofAt([...path, 'tls']);
  const mode = textOf(tls.mode);
  const controls: RouteControl[] = [{ control: 'https-only', effective: 'yes', proof }];
  if (mode === 'MUTUAL' || mode === 'ISTIO_MUTUAL') {
    controls.push({ control: 'mutual-tls', effective: 'yes', proof });
    if (textOf(tls.caCrl))
      controls.push({ control: 'client-certificate-revocation', effective: 'yes', proof });
  } else if (mode === 'OPTIONAL_MUTUAL')
    controls.push({ control: 'mutual-tls', effective: 'no', proof, disarmedBy: disarmedMode });
  const minimum = textOf(tls.minProtocolVersion);
  if (minimum === 'TLSV1_2' || minimum === 'TLSV1_3')
    controls.push({ control: 'tls-minimum', effective: 'yes', proof });
  else if (minimum === 'TLSV1_0' || minimum === 'TLSV1_1')
    controls.push({ control: 'tls-minimum', effective: 'no', proof, disarmedBy: `${minimum} is accepted.` });
  return controls;
};

/** `bank/api.bank.example`, `./*`, `*.bank.example`: which VirtualServices a server takes, and for which host. */
const boundHost = (entry: string, host: string, gateway: Manifest, service: Manifest): string | undefined => {
  const slash = entry.indexOf('/');
  const namespace = slash < 0 ? '*' : entry.slice(0, slash);
  const pattern = (slash < 0 ? entry : entry.slice(slash + 1)).toLowerCase();
  const wanted = namespace === '.' ? gateway.namespace : namespace;
  if (wanted !== '*' && wanted !== service.namespace) return undefined;
  if (isHostWithin(host, pattern)) return host;
  return isHostWithin(pattern, host) ? pattern : undefined;
};

const serversOf = (
  gatewayName: string,
  gateway: Manifest,
  service: Manifest,
  host: string,
): readonly Entrance[] =>
  listOf(gateway.spec.servers).flatMap((value, index): readonly Entrance[] => {
    const server = mappingAt({ value }, 'value');
    const tls = mappingAt(server, 'tls');
    // It answers every request with the address on HTTPS.
    if (tls.httpsRedirect === true) return [];
    const hosts = listOf(server.hosts).flatMap(
      (entry) => boundHost(textOf(entry), host, gateway, service) ?? [],
    );
    const [bound] = hosts.includes(host) ? [host] : hosts;
    if (bound === undefined) return [];
    const mode = textOf(tls.mode);
    const encrypted = /^(?:HTTPS|TLS)$/i.test(textOf(mappingAt(server, 'port').protocol));
    const passthrough = mode === 'PASSTHROUGH' || mode === 'AUTO_PASSTHROUGH';
    const port = Number(mappingAt(server, 'port').number);
    return [
      {
        gatewayName,
        gateway,
        ...(port ? { port } : {}),
        ...(passthrough ? { passthrough: true } : {}),
        host: bound,
        controls: encrypted && !passthrough ? tlsControls(gateway, tls, ['spec', 'servers', index]) : [],
      },
    ];
  });

/** Where requests to a VirtualService come in. Empty: its hosts are on no server of the gateways that it names. */
export const entrancesOf = (
  service: Manifest,
  gateways: ReadonlyMap<string, Manifest>,
): readonly Entrance[] => {
  const hosts = listOf(service.spec.hosts).map((host) => textOf(host).toLowerCase());
  const named = listOf(service.spec.gateways).map(textOf);
  return (named.length > 0 ? named : ['mesh']).flatMap((gatewayName) =>
    hosts.flatMap((host): readonly Entrance[] => {
      const elsewhere = { gatewayName, host, controls: [] };
      if (gatewayName === 'mesh') return [elsewhere];
      const [namespace, name] = gatewayName.includes('/')
        ? gatewayName.split('/')
        : [service.namespace, gatewayName];
      const gateway = gateways.get(keyOf(namespace ?? '', name ?? ''));
      return gateway ? serversOf(gatewayName, gateway, service, host) : [elsewhere];
    }),
  );
};
