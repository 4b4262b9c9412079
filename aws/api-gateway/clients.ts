import { APIGatewayClient, type APIGatewayClientConfig } from '@aws-sdk/client-api-gateway';
import { ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2';
import type { ControlPlaneQuota } from '../../core/gateway/token-bucket.ts';

export interface GatewayClients {
  readonly rest: APIGatewayClient;
  readonly http: ApiGatewayV2Client;
}

export interface ClientOptions {
  readonly quota: ControlPlaneQuota;
  /** Told of every call that goes out, retries included. */
  readonly onCall?: (operation: string) => void;
  /** Of a role in another account; without them those of the environment. */
  readonly credentials?: APIGatewayClientConfig['credentials'];
  readonly requestHandler?: APIGatewayClientConfig['requestHandler'];
}

/** The token bucket failed: a fault of our own table, which must not look like an answer of API Gateway. */
export class QuotaUnavailable extends Error {
  override readonly name = 'QuotaUnavailable';
  constructor(operation: string, options: ErrorOptions) {
    super(`No token could be taken for ${operation}.`, options);
  }
}

/** Clients whose every attempt waits for its token: a retry costs the bank's quota as much as a first try. */
export const gatewayClients = (
  account: string,
  region: string,
  { quota, onCall, credentials, requestHandler }: ClientOptions,
): GatewayClients => {
  const config = {
    region,
    retryMode: 'adaptive',
    maxAttempts: 5,
    ...(credentials ? { credentials } : {}),
    ...(requestHandler ? { requestHandler } : {}),
  };
  const rest = new APIGatewayClient(config as APIGatewayClientConfig);
  const http = new ApiGatewayV2Client(config as ConstructorParameters<typeof ApiGatewayV2Client>[0] & object);
  for (const { middlewareStack } of [rest, http] as Pick<APIGatewayClient, 'middlewareStack'>[]) {
    middlewareStack.add(
      (next, context) => async (args) => {
        const operation = String(context.commandName ?? '').replace(/Command$/, '');
        try {
          await quota.take(account, region, operation);
        } catch (error) {
          throw new QuotaUnavailable(operation, { cause: error });
        }
        onCall?.(operation);
        return next(args);
      },
      // Inside the retries and before the signature: a request is not older than its wait.
      { step: 'finalizeRequest', name: 'controlPlaneQuota', priority: 'normal' },
    );
  }
  return { rest, http };
};
