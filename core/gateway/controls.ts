/**
 * Controls that a gateway can put before an API, by the number of the capability on the sheet of gateways. Importers
 * report these for the gateways that are not on AWS; the sheet counts on how many APIs each is effective.
 */
export const gatewayControls = {
  'api-key': { capability: 101, area: 'authentication', title: 'API key identifies the caller' },
  basic: { capability: 102, area: 'authentication', title: 'HTTP Basic' },
  jwt: { capability: 103, area: 'authentication', title: 'JWT is verified' },
  introspection: { capability: 104, area: 'authentication', title: 'OAuth 2.0 access token is verified' },
  oidc: { capability: 105, area: 'authentication', title: 'OpenID Connect sign-in' },
  'signed-request': { capability: 106, area: 'authentication', title: 'Signed request' },
  'mutual-tls': { capability: 107, area: 'authentication', title: 'Client certificate is required' },
  'custom-authorizer': { capability: 108, area: 'authentication', title: 'External or custom authorizer' },
  scopes: { capability: 201, area: 'authorisation', title: 'Scope or claim is required' },
  'consumer-acl': { capability: 202, area: 'authorisation', title: 'Only listed consumers or groups' },
  'ip-allow-list': { capability: 203, area: 'authorisation', title: 'Only listed networks' },
  'policy-engine': { capability: 204, area: 'authorisation', title: 'Policy engine decides' },
  'subscription-approval': { capability: 208, area: 'authorisation', title: 'Subscription is approved' },
  'tls-minimum': { capability: 501, area: 'transport', title: 'TLS 1.2 or newer' },
  'https-only': { capability: 501, area: 'transport', title: 'No plain HTTP' },
  'client-certificate-revocation': {
    capability: 503,
    area: 'transport',
    title: 'Revoked certificates are refused',
  },
  'upstream-tls': { capability: 506, area: 'transport', title: 'The backend’s certificate is verified' },
  'rate-limit': { capability: 601, area: 'rate-limits', title: 'Rate limit' },
  'consumer-rate-limit': { capability: 602, area: 'rate-limits', title: 'Rate limit for each consumer' },
  quota: { capability: 603, area: 'rate-limits', title: 'Quota' },
  'concurrency-limit': { capability: 604, area: 'rate-limits', title: 'Spike or concurrency limit' },
  waf: { capability: 605, area: 'rate-limits', title: 'Web application firewall' },
  'body-validation': { capability: 701, area: 'validation', title: 'Request body is validated' },
  'parameter-validation': { capability: 702, area: 'validation', title: 'Parameters are validated' },
  'response-validation': { capability: 703, area: 'validation', title: 'Responses are validated' },
  'payload-limit': { capability: 704, area: 'validation', title: 'Size of the payload is limited' },
  'threat-limits': { capability: 705, area: 'validation', title: 'JSON or XML structure is limited' },
  'injection-patterns': { capability: 706, area: 'validation', title: 'Injection patterns are refused' },
  'access-log': { capability: 901, area: 'logging', title: 'Access log' },
  tracing: { capability: 904, area: 'logging', title: 'Tracing' },
} as const satisfies Readonly<
  Record<string, { readonly capability: number; readonly area: string; readonly title: string }>
>;

export type GatewayControl = keyof typeof gatewayControls;
