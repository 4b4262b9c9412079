import { type ConfigNode, hasAt, isTrueAt, nodeAt, proofOf, textAt } from '../config-node.ts';
import type { RouteControl } from '../importer.ts';

const socketOf = (node: ConfigNode): ConfigNode | undefined => {
  const socket = nodeAt(node, 'transport_socket', 'typed_config');
  if (hasAt(socket)) return socket;
  const old = nodeAt(node, 'tls_context');
  return hasAt(old) ? old : undefined;
};

const validationOf = (context: ConfigNode): ConfigNode => {
  const common = nodeAt(context, 'common_tls_context');
  const combined = nodeAt(common, 'combined_validation_context', 'default_validation_context');
  return hasAt(combined) ? combined : nodeAt(common, 'validation_context');
};

/** An authority stands in the file, or comes with the other secrets. */
const hasAuthority = (context: ConfigNode): boolean => {
  const common = nodeAt(context, 'common_tls_context');
  return (
    hasAt(validationOf(context), 'trusted_ca') ||
    hasAt(validationOf(context), 'verify_certificate_spki') ||
    hasAt(validationOf(context), 'verify_certificate_hash') ||
    hasAt(common, 'validation_context_sds_secret_config') ||
    hasAt(common, 'combined_validation_context', 'validation_context_sds_secret_config')
  );
};

const certificateJudgement = (context: ConfigNode): Pick<RouteControl, 'effective' | 'disarmedBy'> => {
  const validation = validationOf(context);
  if (!isTrueAt(context, 'require_client_certificate'))
    return {
      effective: 'no',
      disarmedBy: 'Clients without a certificate are accepted: require_client_certificate is not set.',
    };
  if (!hasAuthority(context))
    return { effective: 'no', disarmedBy: 'Any certificate is accepted: no authority is named to check it.' };
  if (textAt(validation, 'trust_chain_verification') === 'ACCEPT_UNTRUSTED')
    return { effective: 'no', disarmedBy: 'Any certificate is accepted: ACCEPT_UNTRUSTED.' };
  if (isTrueAt(validation, 'allow_expired_certificate'))
    return { effective: 'conditional', disarmedBy: 'Expired certificates pass: allow_expired_certificate.' };
  return { effective: 'yes' };
};

/** What a filter chain asks of connections. */
export const chainControls = (chain: ConfigNode): readonly RouteControl[] => {
  const context = socketOf(chain);
  if (!context) return [];
  const proof = proofOf(context);
  const controls: RouteControl[] = [{ control: 'https-only', effective: 'yes', proof }];
  if (isTrueAt(context, 'require_client_certificate') || hasAuthority(context)) {
    const judgement = certificateJudgement(context);
    controls.push({ control: 'mutual-tls', proof, ...judgement });
    if (hasAt(validationOf(context), 'crl'))
      controls.push({ control: 'client-certificate-revocation', proof, ...judgement });
  }
  const minimum = textAt(context, 'common_tls_context', 'tls_params', 'tls_minimum_protocol_version');
  if (minimum === 'TLSv1_2' || minimum === 'TLSv1_3')
    controls.push({ control: 'tls-minimum', effective: 'yes', proof });
  else if (minimum === 'TLSv1_0' || minimum === 'TLSv1_1')
    controls.push({ control: 'tls-minimum', effective: 'no', proof, disarmedBy: `${minimum} is accepted.` });
  return controls;
};

/** Envoy verifies no backend unless an authority is named. */
export const clusterControls = (cluster: ConfigNode): readonly RouteControl[] => {
  const context = socketOf(cluster);
  if (!context || !/UpstreamTlsContext$/.test(textAt(context, '@type') || 'UpstreamTlsContext')) return [];
  const proof = proofOf(context);
  if (
    hasAuthority(context) &&
    textAt(validationOf(context), 'trust_chain_verification') !== 'ACCEPT_UNTRUSTED'
  )
    return [{ control: 'upstream-tls', effective: 'yes', proof }];
  const disarmedBy = 'The backend’s certificate is not verified: no authority is named.';
  return [{ control: 'upstream-tls', effective: 'no', proof, disarmedBy }];
};
