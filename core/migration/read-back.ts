import type { GatewayApi, GatewayOperation } from '../gateway/gateway-api.ts';
import { operations, parametersOf } from './convert/walk.ts';
import { defaultModels } from './harden/harden.ts';
import { policyEffects } from './harden/resource-policy.ts';
import { canonicalJson, type JsonObject, objectAt } from './json.ts';

const locations: Readonly<Record<string, string>> = { query: 'querystring', header: 'header', path: 'path' };

const requiredParameters = (operation: JsonObject): string[] =>
  parametersOf(operation)
    .filter((parameter) => parameter.required === true && parameter.in !== 'path')
    .map((parameter) => `method.request.${locations[String(parameter.in)]}.${parameter.name}`);

const methodProblems = (
  route: string,
  expected: JsonObject,
  actual: GatewayOperation,
  complete: ReadonlySet<string>,
  model: string | undefined,
): string[] => {
  const problems: string[] = [];
  if (actual.authorizationType !== 'CUSTOM' || !actual.authorizerId)
    problems.push(`${route} has authorization ${actual.authorizationType}, not the authorizer`);
  if (!actual.requestValidatorId || !complete.has(actual.requestValidatorId))
    problems.push(`${route} has no validator of body and parameters`);
  const wanted = objectAt(expected, 'x-amazon-apigateway-integration') ?? {};
  if (actual.integration?.type !== 'HTTP_PROXY' || actual.integration.uri !== wanted.uri)
    problems.push(
      `${route} leads to ${actual.integration?.type ?? 'nothing'} ${actual.integration?.uri ?? ''}, not to ${wanted.uri}`,
    );
  if (
    actual.integration?.timeoutMillis !== undefined &&
    actual.integration.timeoutMillis !== wanted.timeoutInMillis
  )
    problems.push(
      `${route} waits ${actual.integration.timeoutMillis} ms for its backend, not ${wanted.timeoutInMillis}`,
    );
  if (model !== undefined && actual.requestModels.$default !== model)
    problems.push(
      `${route} validates other content types with ${actual.requestModels.$default ?? 'nothing'}, not ${model}`,
    );
  for (const name of requiredParameters(expected)) {
    if (actual.requestParameters[name] !== true) problems.push(`${route} does not require ${name}`);
  }
  return problems;
};

/**
 * Compares what API Gateway holds after the import with the document: a dropped model or an open method is silent
 * otherwise. No problem means: the same routes, none open, all validated, all models exact, still closed.
 * @returns sentences, one per difference
 */
export const readBackProblems = (
  document: JsonObject,
  models: Readonly<Record<string, JsonObject>>,
  api: GatewayApi,
  imported: Readonly<Record<string, JsonObject>>,
): string[] => {
  if (!api.draft.known) return [`The methods could not be read: ${api.draft.message}`];
  if (!api.validators.known) return [`The validators could not be read: ${api.validators.message}`];
  const complete = new Set(
    api.validators.value.filter((each) => each.body && each.parameters).map((each) => each.id),
  );
  const defaults = new Map(
    defaultModels(document).map(({ method, path, model }) => [`${method} ${path}`, model]),
  );
  const actual = new Map(
    api.draft.value.map((operation) => [`${operation.method} ${operation.path}`, operation]),
  );
  const problems: string[] = [];
  const expectedRoutes = new Set<string>();
  for (const { method, path, operation } of operations(document)) {
    const route = `${method.toUpperCase()} ${path}`;
    expectedRoutes.add(route);
    const found = actual.get(route);
    if (found) problems.push(...methodProblems(route, operation, found, complete, defaults.get(route)));
    else problems.push(`${route} is missing`);
  }
  for (const route of actual.keys())
    if (!expectedRoutes.has(route)) problems.push(`${route} is there although nobody declared it`);
  for (const name of new Set(defaults.values())) {
    if (!imported[name]) problems.push(`model ${name} is missing`);
    else if (canonicalJson(imported[name]) !== canonicalJson(models[name]))
      problems.push(`model ${name} is not the exact one`);
  }
  if (api.endpointType !== undefined && api.endpointType !== 'REGIONAL')
    problems.push(`the endpoint type is ${api.endpointType}, not REGIONAL`);
  if (api.disableExecuteApiEndpoint.known && !api.disableExecuteApiEndpoint.value)
    problems.push('the default endpoint is open');
  const effects = policyEffects(api.resourcePolicy);
  if (!effects.includes('Deny')) problems.push('the resource policy does not keep callers out yet');
  return problems;
};
