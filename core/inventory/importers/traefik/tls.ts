import { type ConfigNode, hasAt, itemsAt, nodeAt, proofOf, textAt } from '../config-node.ts';
import type { RouteControl } from '../importer.ts';

/** What a set of TLS options asks of connections. */
export const tlsOptionControls = (options: ConfigNode): readonly RouteControl[] => {
  const controls: RouteControl[] = [];
  const minimum = textAt(options, 'minVersion');
  const proof = proofOf(options);
  if (minimum === 'VersionTLS12' || minimum === 'VersionTLS13')
    controls.push({ control: 'tls-minimum', effective: 'yes', proof });
  else if (minimum)
    controls.push({ control: 'tls-minimum', effective: 'no', proof, disarmedBy: `${minimum} is accepted.` });
  const client = nodeAt(options, 'clientAuth');
  const type = textAt(client, 'clientAuthType');
  if (!hasAt(client) || !type) return controls;
  const mutual = { control: 'mutual-tls', proof: proofOf(client) } as const;
  const hasAuthority = ['caFiles', 'secretNames'].some(
    (name) => itemsAt(client, name).length > 0 || textAt(client, name),
  );
  if (type !== 'RequireAndVerifyClientCert')
    controls.push({
      ...mutual,
      effective: 'no',
      disarmedBy: `No valid certificate is demanded: clientAuthType is ${type}.`,
    });
  else if (hasAuthority) controls.push({ ...mutual, effective: 'yes' });
  else
    controls.push({
      ...mutual,
      effective: 'unknown',
      disarmedBy: 'It names no authority that a certificate is checked against.',
    });
  return controls;
};
