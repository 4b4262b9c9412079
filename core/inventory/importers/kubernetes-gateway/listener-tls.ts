import { isMapping, listOf, type Mapping, mappingAt, textOf } from '../../../documentation/mapping.ts';
import type { RouteControl } from '../importer.ts';
import type { AttachedPolicy } from './attached-policy.ts';
import type { Listener } from './listeners.ts';

/** Which client certificates a port asks for, as the Gateway says it. */
const frontendValidation = (
  listener: Listener,
): { value: Mapping; path: readonly (string | number)[] } | undefined => {
  const frontend = mappingAt(listener.gateway.spec, 'tls', 'frontend');
  const ports = listOf(frontend.perPort);
  const port = ports.findIndex((one) => mappingAt({ one }, 'one').port === listener.port);
  const path = ['spec', 'tls', 'frontend'];
  const ofPort = mappingAt({ one: ports[port] }, 'one', 'tls').validation;
  if (isMapping(ofPort)) return { value: ofPort, path: [...path, 'perPort', port] };
  // A port's own settings replace the default, also where they ask for nothing.
  const general = port >= 0 ? undefined : mappingAt(frontend, 'default').validation;
  if (isMapping(general)) return { value: general, path: [...path, 'default'] };
  // The experimental form before version 1.4.
  const old = mappingAt(listener.spec, 'tls').frontendValidation;
  return isMapping(old) ? { value: old, path: [...listener.path, 'tls', 'frontendValidation'] } : undefined;
};

const ofFrontend = (listener: Listener): readonly RouteControl[] => {
  const validation = frontendValidation(listener);
  if (!validation || listOf(validation.value.caCertificateRefs).length === 0) return [];
  const proof = listener.gateway.proofAt(validation.path);
  if (validation.value.mode !== 'AllowInsecureFallback')
    return [{ control: 'mutual-tls', effective: 'yes', proof }];
  const disarmedBy = 'Connections without a valid certificate are accepted: mode is AllowInsecureFallback.';
  return [{ control: 'mutual-tls', effective: 'no', proof, disarmedBy }];
};

/** Istio, as a controller of Gateways, takes its own modes as an option of the listener. */
const ofIstioOption = (listener: Listener): readonly RouteControl[] => {
  const mode = textOf(mappingAt(listener.spec, 'tls', 'options')['gateway.istio.io/tls-terminate-mode']);
  const proof = listener.holder.proofAt([...listener.path, 'tls']);
  if (mode === 'MUTUAL') return [{ control: 'mutual-tls', effective: 'yes', proof }];
  if (mode !== 'OPTIONAL_MUTUAL') return [];
  const disarmedBy = 'Clients without a certificate are accepted: the mode is OPTIONAL_MUTUAL.';
  return [{ control: 'mutual-tls', effective: 'no', proof, disarmedBy }];
};

const disarmedValidation = (validation: Mapping): Pick<RouteControl, 'effective' | 'disarmedBy'> => {
  const mode = textOf(validation.mode) || 'RequireAndVerify';
  if (mode !== 'RequireAndVerify')
    return {
      effective: 'no',
      disarmedBy: `No valid certificate is demanded: clientValidation.mode is ${mode}.`,
    };
  if (validation.optional === true)
    return { effective: 'no', disarmedBy: 'Clients without a certificate are accepted: optional is true.' };
  const trusts = ['caCertificateRefs', 'spkiHashes', 'certificateHashes'].some(
    (field) => listOf(validation[field]).length > 0,
  );
  if (!trusts)
    return {
      effective: 'unknown',
      disarmedBy: 'It names no authority that a certificate is checked against.',
    };
  if (validation.allowExpiredCertificate === true)
    return {
      effective: 'conditional',
      disarmedBy: 'Expired certificates pass: allowExpiredCertificate is true.',
    };
  return { effective: 'yes' };
};

/** What an Envoy Gateway `ClientTrafficPolicy` asks of TLS connections. */
const ofPolicy = (policy: AttachedPolicy): readonly RouteControl[] => {
  const tls = mappingAt(policy.spec, 'tls');
  const proof = policy.proofAt('tls');
  const controls: RouteControl[] = [];
  const minimum = textOf(tls.minVersion);
  if (minimum === '1.2' || minimum === '1.3')
    controls.push({ control: 'tls-minimum', effective: 'yes', proof });
  else if (minimum === '1.0' || minimum === '1.1')
    controls.push({
      control: 'tls-minimum',
      effective: 'no',
      proof,
      disarmedBy: `TLS ${minimum} is accepted.`,
    });
  if (!isMapping(tls.clientValidation)) return controls;
  const validation = disarmedValidation(tls.clientValidation);
  controls.push({ control: 'mutual-tls', proof, ...validation });
  if (isMapping(tls.clientValidation.crl))
    controls.push({ control: 'client-certificate-revocation', proof, ...validation });
  return controls;
};

/** What a listener asks of connections before any rule is looked at. */
export const listenerControls = (
  listener: Listener,
  clientPolicy: AttachedPolicy | undefined,
): readonly RouteControl[] => {
  if (listener.protocol !== 'HTTPS') return [];
  const encrypted: RouteControl = {
    control: 'https-only',
    effective: 'yes',
    proof: listener.holder.proofAt(listener.path),
  };
  return [
    encrypted,
    ...ofFrontend(listener),
    ...ofIstioOption(listener),
    ...(clientPolicy ? ofPolicy(clientPolicy) : []),
  ];
};
