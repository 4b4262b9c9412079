import type { Json } from '../rest-api/definition.ts';
import { type Document, record } from './document.ts';
import type { Findings } from './findings.ts';

/** How a method is protected; the authorizer is named, its id comes with its creation. */
export interface Protection {
  readonly authorizationType: string;
  readonly authorizerName?: string;
  readonly authorizationScopes?: readonly string[];
  readonly apiKeyRequired: boolean;
}

const upper = (value: unknown): string => String(value ?? '').toUpperCase();

/** The authorizers that the document's security schemes carry. */
export const authorizersOf = (document: Document, findings: Findings): Json[] =>
  Object.entries(document.securitySchemes).flatMap(([name, value]) => {
    const scheme = record(value);
    const extension = record(scheme['x-amazon-apigateway-authorizer']);
    if (Object.keys(extension).length === 0) return [];
    const type = upper(extension.type);
    if (!['TOKEN', 'REQUEST', 'COGNITO_USER_POOLS'].includes(type)) {
      findings.error(`Invalid authorizer type specified for '${name}': ${extension.type}`);
      return [];
    }
    if (type !== 'COGNITO_USER_POOLS' && !String(extension.authorizerUri ?? '').startsWith('arn:'))
      findings.error(`Invalid Authorizer URI for '${name}': ${extension.authorizerUri}`);
    const from = String(scheme.in) === 'query' ? 'querystring' : 'header';
    return [
      {
        name,
        type,
        authorizerUri: extension.authorizerUri,
        authorizerCredentials: extension.authorizerCredentials,
        identityValidationExpression: extension.identityValidationExpression,
        authorizerResultTtlInSeconds: extension.authorizerResultTtlInSeconds ?? 300,
        providerARNs: extension.providerARNs ?? [],
        identitySource:
          extension.identitySource ?? `method.request.${from}.${scheme.name ?? 'Authorization'}`,
        ...(scheme['x-amazon-apigateway-authtype']
          ? { authType: scheme['x-amazon-apigateway-authtype'] }
          : {}),
      },
    ];
  });

const open: Protection = { authorizationType: 'NONE', apiKeyRequired: false };

const ofScheme = (
  document: Document,
  name: string,
  scopes: unknown,
  findings: Findings,
): Protection | undefined => {
  const scheme = record(document.securitySchemes[name]);
  const extension = record(scheme['x-amazon-apigateway-authorizer']);
  if (Object.keys(extension).length > 0) {
    const isCognito = upper(extension.type) === 'COGNITO_USER_POOLS';
    return {
      authorizationType: isCognito ? 'COGNITO_USER_POOLS' : 'CUSTOM',
      authorizerName: name,
      apiKeyRequired: false,
      ...(Array.isArray(scopes) && scopes.length > 0 ? { authorizationScopes: scopes as string[] } : {}),
    };
  }
  if (upper(scheme['x-amazon-apigateway-authtype']) === 'AWSSIGV4')
    return { authorizationType: 'AWS_IAM', apiKeyRequired: false };
  if (scheme.type === 'apiKey' && String(scheme.name).toLowerCase() === 'x-api-key')
    return { ...open, apiKeyRequired: true };
  findings.warn(`Unsupported security definition type '${scheme.type ?? 'unknown'}' for '${name}'`);
  return undefined;
};

/**
 * What an operation's security means on API Gateway, which knows one authorizer a method: the first requirement
 * counts, its schemes together. The document's own `security` applies where an operation has none (recorded on
 * AWS in July 2025; the developer guide says otherwise).
 */
export const protectionOf = (document: Document, operation: Json, findings: Findings): Protection => {
  const auth = record(operation['x-amazon-apigateway-auth']);
  if (auth.type) return { ...open, authorizationType: upper(auth.type) };
  const requirements = (operation.security ?? document.root.security ?? []) as Json[];
  if (!Array.isArray(requirements)) return open;
  if (requirements.length > 1)
    findings.warn('Alternatives in security are not supported, using the first one');
  const protections = Object.entries(record(requirements[0])).flatMap(
    ([name, scopes]) => ofScheme(document, name, scopes, findings) ?? [],
  );
  const main = protections.find(({ authorizationType }) => authorizationType !== 'NONE') ?? open;
  return { ...main, apiKeyRequired: protections.some(({ apiKeyRequired }) => apiKeyRequired) };
};
