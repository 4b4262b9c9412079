import type { Converted } from '../convert/convert.ts';
import type { ConversionLog } from '../convert/report.ts';
import { modelOf } from '../convert/s03-deep-references.ts';
import { isJsonType } from '../convert/s29-bodies.ts';
import { operations, parametersOf } from '../convert/walk.ts';
import { type JsonObject, objectAt } from '../json.ts';
import type { RequestModel } from '../ports.ts';
import type { BackendLookup } from './backend.ts';
import { gatewayResponses } from './gateway-responses.ts';
import type { HardeningPolicy } from './policy.ts';
import { closedPolicy } from './resource-policy.ts';

/** What the policy cannot know: the account's authorizer and the API's backend. */
export interface HardeningSite {
  /** `arn:aws:apigateway:…:lambda:path/…/invocations` */
  readonly authorizerUri: string;
  /** Role that API Gateway takes to invoke the authorizer. */
  readonly authorizerCredentials?: string;
  readonly backend: BackendLookup;
}

/** Name of the one security scheme, and of the authorizer that the import makes of it. */
export const authorizerName = 'gatehouse';
/** Name of the request validator: body and parameters. */
export const validatorName = 'all';

const authorizer = (policy: HardeningPolicy, site: HardeningSite): JsonObject => ({
  type: 'apiKey',
  name: 'Authorization',
  in: 'header',
  'x-amazon-apigateway-authtype': 'custom',
  'x-amazon-apigateway-authorizer': {
    type: 'token',
    authorizerUri: site.authorizerUri,
    ...(site.authorizerCredentials ? { authorizerCredentials: site.authorizerCredentials } : {}),
    authorizerResultTtlInSeconds: policy.authorizer.resultTtlSeconds,
    identityValidationExpression: policy.authorizer.identityValidationExpression,
  },
});

const integration = (
  method: string,
  uri: string,
  operation: JsonObject,
  policy: HardeningPolicy,
): JsonObject => {
  const variables = parametersOf(operation).filter((parameter) => parameter.in === 'path');
  return {
    // A proxy hands the body on as it is; `passthroughBehavior` means something for mapped integrations only.
    type: 'http_proxy',
    httpMethod: method.toUpperCase(),
    uri,
    connectionType: 'INTERNET',
    timeoutInMillis: policy.integration.timeoutMillis,
    ...(variables.length
      ? {
          requestParameters: Object.fromEntries(
            variables.map(({ name }) => [`integration.request.path.${name}`, `method.request.path.${name}`]),
          ),
        }
      : {}),
  };
};

const hardenOperations = (
  document: JsonObject,
  policy: HardeningPolicy,
  site: HardeningSite,
  log: ConversionLog,
): void => {
  for (const { path, method, operation } of operations(document)) {
    const route = `${method.toUpperCase()} ${path}`;
    const backend = site.backend(path, method.toUpperCase());
    if ('reason' in backend) {
      log.block(
        'H05',
        `/paths/${path.replaceAll('~', '~0').replaceAll('/', '~1')}/${method}`,
        `${route}: ${backend.reason}`,
      );
      continue;
    }
    log.changed('H01', `${route} security`, operation.security ?? 'none', authorizerName);
    operation.security = [{ [authorizerName]: [] }];
    operation['x-amazon-apigateway-request-validator'] = validatorName;
    operation['x-amazon-apigateway-integration'] = integration(method, backend.uri, operation, policy);
    log.changed('H05', `${route} integration`, 'none', backend.uri);
  }
};

/** Methods whose body is JSON only: their model also holds for every other Content-Type. */
export const defaultModels = (document: JsonObject, log?: ConversionLog): RequestModel[] =>
  operations(document).flatMap(({ path, method, operation }) => {
    const content = objectAt(objectAt(operation, 'requestBody'), 'content') ?? {};
    const types = Object.keys(content);
    const models = new Set(types.map((type) => modelOf(objectAt(objectAt(content, type), 'schema')?.$ref)));
    const [model] = models;
    if (types.every(isJsonType) && models.size === 1 && model !== undefined) {
      if (objectAt(operation, 'requestBody')?.required !== true)
        log?.gap('H03', `${method.toUpperCase()} ${path}`, {
          constraint: 'the body may be left out',
          risk: 'A validated body cannot be optional: requests without one are refused with 400.',
          enforceAt: 'nowhere; tell the callers, or make the model accept what they send',
        });
      return [{ path, method: method.toUpperCase(), model }];
    }
    if (types.length)
      log?.gap('H03', `${method.toUpperCase()} ${path}`, {
        constraint: 'the model for every Content-Type',
        risk: 'The operation takes several kinds of body: one sent under another Content-Type is not validated.',
        enforceAt: 'backend',
      });
    return [];
  });

/**
 * Writes the hardening profile into a converted document: authorizer and validator on every operation, integrations to
 * the known backend only, default endpoint off, closed resource policy, gateway responses without backend detail.
 */
export const harden = (converted: Converted, policy: HardeningPolicy, site: HardeningSite): Converted => {
  const document = structuredClone(converted.document);
  const { log } = converted;
  hardenOperations(document, policy, site, log);
  defaultModels(document, log);
  const components = objectAt(document, 'components') ?? {};
  components.securitySchemes = { [authorizerName]: authorizer(policy, site) };
  document.components = components;
  document.servers = [
    { url: '/', 'x-amazon-apigateway-endpoint-configuration': { disableExecuteApiEndpoint: true } },
  ];
  document['x-amazon-apigateway-request-validators'] = {
    [validatorName]: { validateRequestBody: true, validateRequestParameters: true },
  };
  document['x-amazon-apigateway-request-validator'] = validatorName;
  document['x-amazon-apigateway-policy'] = JSON.parse(closedPolicy()) as JsonObject;
  document['x-amazon-apigateway-gateway-responses'] = gatewayResponses(policy);
  log.changed('H02', 'request validator', 'none', 'body and parameters, on every operation');
  log.changed('H04', 'resource policy', 'none', 'deny all until the API is deployed dark');
  log.changed('H06', 'gateway responses', 'none', Object.keys(gatewayResponses(policy)).join(' '));
  log.changed('H07', 'default endpoint', 'none', 'off');
  return { ...converted, document };
};
