import type { GatewayOperation } from '../../../core/gateway/gateway-api.ts';
import type { JsonObject } from '../../../core/migration/json.ts';

export interface Definition {
  readonly operations: GatewayOperation[];
  readonly models: Record<string, JsonObject>;
  readonly validators: { id: string; name: string; body: boolean; parameters: boolean }[];
  readonly authorizers: { id: string; name: string; type: string }[];
  readonly policy?: string;
  readonly disableExecuteApiEndpoint: boolean;
}

type Tree = { [key: string]: Tree } & { [key: number]: Tree };

const places: Record<string, string> = { query: 'querystring', header: 'header', path: 'path' };

/** Reads an import document as API Gateway is documented to; written apart from the converter. */
export const importedDefinition = (text: string): Definition => {
  const root = JSON.parse(text) as Tree;
  const raw = JSON.parse(text) as Record<string, unknown>;
  const schemes = (root.components?.securitySchemes ?? {}) as Record<string, Tree>;
  const authorizers = Object.entries(schemes)
    .filter(([, scheme]) => scheme['x-amazon-apigateway-authorizer'])
    .map(([name]) => ({ id: `a-${name}`, name, type: 'TOKEN' }));
  const validators = Object.entries(
    (root['x-amazon-apigateway-request-validators'] ?? {}) as Record<string, Record<string, unknown>>,
  ).map(([name, value]) => ({
    id: `v-${name}`,
    name,
    body: value.validateRequestBody === true,
    parameters: value.validateRequestParameters === true,
  }));
  const operations: GatewayOperation[] = [];
  for (const [path, item] of Object.entries((root.paths ?? {}) as Record<string, Record<string, unknown>>)) {
    for (const [method, value] of Object.entries(item)) {
      const operation = value as Record<string, never>;
      const security = (operation.security ?? []) as Record<string, unknown>[];
      const scheme = Object.keys(security[0] ?? {})[0];
      const authorizer = authorizers.find(({ name }) => name === scheme);
      const parameters = (operation.parameters ?? []) as { name: string; in: string; required?: boolean }[];
      const content = ((operation.requestBody as Record<string, unknown> | undefined)?.content ??
        {}) as Record<string, { schema?: { $ref?: string } }>;
      const integration = operation['x-amazon-apigateway-integration'] as Record<string, unknown> | undefined;
      const validator = operation['x-amazon-apigateway-request-validator'] as string | undefined;
      operations.push({
        method: method.toUpperCase(),
        path,
        authorizationType: authorizer ? 'CUSTOM' : 'NONE',
        ...(authorizer ? { authorizerId: authorizer.id } : {}),
        apiKeyRequired: false,
        ...(validator ? { requestValidatorId: `v-${validator}` } : {}),
        requestModels: Object.fromEntries(
          Object.entries(content).flatMap(([type, media]) =>
            media.schema?.$ref ? [[type, media.schema.$ref.split('/').at(-1) as string]] : [],
          ),
        ),
        requestParameters: Object.fromEntries(
          parameters.map((each) => [
            `method.request.${places[each.in]}.${each.name}`,
            each.required === true,
          ]),
        ),
        ...(integration
          ? {
              integration: {
                type: String(integration.type).toUpperCase(),
                uri: String(integration.uri),
                connectionType: String(integration.connectionType),
                timeoutMillis: Number(integration.timeoutInMillis),
              },
            }
          : {}),
      });
    }
  }
  const policy = raw['x-amazon-apigateway-policy'];
  return {
    operations,
    models: ((raw.components as Record<string, unknown> | undefined)?.schemas ?? {}) as Record<
      string,
      JsonObject
    >,
    validators,
    authorizers,
    ...(policy ? { policy: JSON.stringify(policy) } : {}),
    disableExecuteApiEndpoint:
      (
        root.servers?.[0]?.['x-amazon-apigateway-endpoint-configuration'] as
          | Record<string, unknown>
          | undefined
      )?.disableExecuteApiEndpoint === true,
  };
};
