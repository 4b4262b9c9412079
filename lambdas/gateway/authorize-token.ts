import type { APIGatewayAuthorizerResult, APIGatewayTokenAuthorizerEvent } from 'aws-lambda';
import { createRemoteJWKSet, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { setting } from '../../aws/settings.ts';
import { logger } from '../edge/logger.ts';

/** Signatures with a private key of the issuer only; no shared secrets, no `none`. */
const algorithms = ['RS256', 'PS256', 'ES256', 'EdDSA'];

/** API Gateway answers 401 for exactly this message; anything else becomes a 500. */
const unauthorized = () => new Error('Unauthorized');

export interface TokenRules {
  readonly issuer: string;
  readonly audience: string;
  readonly keys: JWTVerifyGetKey;
}

/** `arn:aws:execute-api:{region}:{account}:{api}/{stage}/…` → every method of that stage. */
const stageOf = (methodArn: string): string => `${methodArn.split('/').slice(0, 2).join('/')}/*`;

/**
 * Lets a caller through who has an access token of the bank's issuer for the gateway. The context carries the client's
 * id for the access log and nothing else of the token.
 * @throws Error('Unauthorized') for every other caller
 */
export const authorize = async (
  event: APIGatewayTokenAuthorizerEvent,
  { issuer, audience, keys }: TokenRules,
): Promise<APIGatewayAuthorizerResult> => {
  const token = /^Bearer ([-0-9A-Za-z_.]+)$/i.exec(event.authorizationToken ?? '')?.[1];
  if (token === undefined) throw unauthorized();
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer,
      audience,
      algorithms,
      requiredClaims: ['exp'],
      clockTolerance: 5,
    });
    const clientId = String(payload.client_id ?? payload.azp ?? payload.sub ?? 'unknown');
    return {
      principalId: clientId,
      policyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: stageOf(event.methodArn) }],
      },
      context: { clientId },
    };
  } catch (error) {
    // The code says which rule was broken; the token itself is never written down.
    logger.info('refused', { code: (error as { code?: string }).code ?? 'unknown' });
    throw unauthorized();
  }
};

let rules: Promise<TokenRules> | undefined;

const loadRules = async (): Promise<TokenRules> => {
  const issuer = setting('OIDC_ISSUER');
  const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, {
    signal: AbortSignal.timeout(5000),
  });
  if (!response.ok) throw new Error(`The issuer answers ${response.status} for its discovery document.`);
  const { jwks_uri } = (await response.json()) as { jwks_uri: string };
  return { issuer, audience: setting('GATEWAY_AUDIENCE'), keys: createRemoteJWKSet(new URL(jwks_uri)) };
};

/** Keys are fetched once per container; an issuer that could not be reached is asked again at the next call. */
export const handler = async (event: APIGatewayTokenAuthorizerEvent): Promise<APIGatewayAuthorizerResult> => {
  rules ??= loadRules();
  let current: TokenRules;
  try {
    current = await rules;
  } catch (error) {
    rules = undefined;
    throw error;
  }
  return authorize(event, current);
};
