import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { MigrationPorts } from '../../core/migration/steps/step.ts';
import { setting } from '../settings.ts';
import { httpProber } from './http-prober.ts';
import { clientCredentials } from './probe-token.ts';

const secretValue = async (id: string): Promise<string> => {
  const { SecretString } = await new SecretsManagerClient({}).send(
    new GetSecretValueCommand({ SecretId: id }),
  );
  if (!SecretString) throw new Error(`The secret ${id} is empty. Store the probe client's secret in it.`);
  return SecretString;
};

/** What probing needs, from the function's environment. */
export const probeTools = (): MigrationPorts['probes'] => ({
  prober: httpProber(process.env.PROBE_CONNECT_TO),
  tokens: clientCredentials({
    issuer: setting('OIDC_ISSUER'),
    clientId: setting('PROBE_CLIENT_ID'),
    secret: () => secretValue(setting('PROBE_SECRET_ID')),
    audience: process.env.GATEWAY_AUDIENCE || 'gateway',
  }),
  notEnforced: new Set(
    (process.env.PROBE_NOT_PROVABLE ?? '')
      .split(',')
      .map((id) => id.trim())
      .filter(Boolean),
  ),
  wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
});
