import type { Json } from '../rest-api/definition.ts';
import { type Document, record, resolveRef } from './document.ts';
import type { Findings } from './findings.ts';
import { integrationOf } from './integration.ts';
import { legalName, pathVariables } from './paths.ts';
import type { Models } from './schema.ts';
import { protectionOf } from './security.ts';

/** OpenAPI's place of a parameter → API Gateway's. Cookies and forms have none. */
const places: Readonly<Record<string, string>> = { query: 'querystring', header: 'header', path: 'path' };

/** A method to be put; authorizer and validator are named, their ids come with their creation. */
export interface PlannedMethod {
  readonly method: Json;
  readonly authorizerName?: string;
  readonly validatorName?: string;
}

interface Parameters {
  readonly requestParameters: Record<string, boolean>;
  /** The body parameter of Swagger 2.0. */
  readonly body?: Json;
}

const parametersOf = (
  document: Document,
  path: string,
  sources: unknown[],
  where: string,
  findings: Findings,
): Parameters => {
  const requestParameters: Record<string, boolean> = {};
  const placeOf = new Map<string, string>();
  let body: Json | undefined;
  for (const source of sources) {
    const parameter = resolveRef(document, source);
    if (!parameter) {
      findings.error(`Unable to resolve parameter reference on '${where}'`);
      continue;
    }
    if (parameter.in === 'body') body = parameter;
    const place = places[String(parameter.in)];
    const name = String(parameter.name);
    if (!place) continue;
    if (!legalName.test(name)) {
      findings.error(
        `Unable to put method '${where}': Invalid mapping expression specified: parameter name '${name}' has to match ${legalName.source}`,
      );
      continue;
    }
    const other = placeOf.get(name);
    if (other && other !== place)
      findings.error(
        `Unable to put method '${where}': Parameter names must be unique across querystring, header and path`,
      );
    placeOf.set(name, place);
    requestParameters[`method.request.${place}.${name}`] = place === 'path' || parameter.required === true;
  }
  for (const name of pathVariables(path)) {
    const key = `method.request.path.${name}`;
    if (!(key in requestParameters))
      findings.warn(`Path variable '${name}' of '${where}' is not declared as a parameter`);
  }
  return body ? { requestParameters, body } : { requestParameters };
};

const requestModelsOf = (
  document: Document,
  operation: Json,
  parameters: Parameters,
  models: Models,
): Record<string, string> => {
  if (parameters.body) {
    const name = models.nameFor(parameters.body.schema);
    return name ? { 'application/json': name } : {};
  }
  const content = record(resolveRef(document, operation.requestBody)?.content);
  return Object.fromEntries(
    Object.entries(content).flatMap(([type, media]) => {
      const schema = record(media).schema;
      const name = schema === undefined ? undefined : models.nameFor(schema);
      return name ? [[type, name]] : [];
    }),
  );
};

const methodResponsesOf = (document: Document, operation: Json): Json =>
  Object.fromEntries(
    Object.entries(record(operation.responses))
      .filter(([status]) => /^[1-5]\d\d$/.test(status))
      .map(([status, value]) => {
        const headers = Object.keys(record(resolveRef(document, value)?.headers));
        const parameters = headers.map((name) => [`method.response.header.${name}`, false]);
        return [
          status,
          { statusCode: status, responseParameters: Object.fromEntries(parameters), responseModels: {} },
        ];
      }),
  );

/** Plans the method of one operation of the document. */
export const planMethod = (
  document: Document,
  at: { path: string; verb: string; pathItem: Json; operation: Json },
  models: Models,
  findings: Findings,
): PlannedMethod => {
  const where = `${at.verb} ${at.path}`;
  const { operation } = at;
  const sources = [at.pathItem.parameters, operation.parameters].flatMap((list) =>
    Array.isArray(list) ? list : [],
  );
  const parameters = parametersOf(document, at.path, sources, where, findings);
  const { authorizerName, ...protection } = protectionOf(document, operation, findings);
  const declared = new Set(Object.keys(parameters.requestParameters));
  const validatorName = (operation['x-amazon-apigateway-request-validator'] ??
    document.root['x-amazon-apigateway-request-validator']) as string | undefined;
  const validators = record(document.root['x-amazon-apigateway-request-validators']);
  if (validatorName && !(validatorName in validators))
    findings.error(`Unable to put method '${where}': Invalid Request Validator '${validatorName}'`);
  return {
    method: {
      httpMethod: at.verb,
      authorizationScopes: [],
      ...protection,
      ...(operation.operationId ? { operationName: String(operation.operationId) } : {}),
      requestParameters: parameters.requestParameters,
      requestModels: requestModelsOf(document, operation, parameters, models),
      methodResponses: methodResponsesOf(document, operation),
      methodIntegration: integrationOf(operation, declared, where, findings) ?? null,
    },
    ...(authorizerName ? { authorizerName } : {}),
    ...(validatorName ? { validatorName } : {}),
  };
};
