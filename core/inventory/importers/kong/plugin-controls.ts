import { listOf, type Mapping, mappingAt, textOf } from '../../../documentation/mapping.ts';
import type { GatewayControl } from '../../../gateway/controls.ts';
import type { RouteControl } from '../importer.ts';

/** What one plugin comes to with one configuration, were it the only one on its route. */
export type PluginControl = Pick<RouteControl, 'control' | 'effective' | 'disarmedBy'>;

const holds = (control: GatewayControl): PluginControl => ({ control, effective: 'yes' });
const off = (control: GatewayControl, disarmedBy: string): PluginControl => ({
  control,
  effective: 'no',
  disarmedBy,
});
const sometimes = (control: GatewayControl, disarmedBy: string): PluginControl => ({
  control,
  effective: 'conditional',
  disarmedBy,
});
const undecided = (control: GatewayControl, disarmedBy: string): PluginControl => ({
  control,
  effective: 'unknown',
  disarmedBy,
});

type Reader = (config: Mapping) => readonly PluginControl[];
const always =
  (...controls: readonly GatewayControl[]): Reader =>
  () =>
    controls.map(holds);

const entries = (value: unknown): readonly string[] => listOf(value).map(String).filter(Boolean);
const isSet = (value: unknown): boolean => entries(value).length > 0;

/** Before Kong 3.0 the lists were called `whitelist` and `blacklist`. */
const allowed = (config: Mapping): readonly string[] => entries(config.allow ?? config.whitelist);

const addresses: Reader = (config) => {
  const allow = allowed(config);
  if (allow.length === 0)
    return [off('ip-allow-list', 'It only lists networks that are refused; everybody else is let in.')];
  return allow.some((network) => /\/0$/.test(network))
    ? [off('ip-allow-list', 'It allows every network.')]
    : [holds('ip-allow-list')];
};

const groups: Reader = (config) =>
  allowed(config).length > 0
    ? [holds('consumer-acl')]
    : [off('consumer-acl', 'It only lists groups that are refused; everybody else is let in.')];

const day = 86_400;
const hasLimit = (value: unknown): boolean => typeof value === 'number' || /^\d+$/.test(textOf(value));

const perConsumer = (by: unknown): readonly PluginControl[] =>
  by === 'consumer' || by === 'credential' ? [holds('consumer-rate-limit')] : [];

const rateLimit: Reader = (config) => {
  const isShort = ['second', 'minute', 'hour'].some((unit) => hasLimit(config[unit]));
  const isLong = ['day', 'month', 'year'].some((unit) => hasLimit(config[unit]));
  return [
    ...(isShort ? [holds('rate-limit'), ...perConsumer(config.limit_by)] : []),
    ...(isLong ? [holds('quota')] : []),
  ];
};

const slidingRateLimit: Reader = (config) => {
  const limits = listOf(config.limit);
  const windows = listOf(config.window_size).map(Number);
  if (limits.length === 0 && !isSet(config.consumer_groups)) return [];
  const isShort = windows.some((seconds) => seconds < day);
  return [
    ...(isShort || windows.length === 0 ? [holds('rate-limit'), ...perConsumer(config.identifier)] : []),
    ...(windows.some((seconds) => seconds >= day) ? [holds('quota')] : []),
  ];
};

const oidc: Reader = (config) => {
  const unverified = config.verify_signature === false || config.verify_claims === false;
  const required = ['scopes_required', 'audience_required', 'groups_required', 'roles_required'].some(
    (field) => isSet(config[field]),
  );
  return [
    unverified ? off('oidc', 'It does not verify signatures or claims of tokens.') : holds('oidc'),
    ...(required ? [holds('scopes')] : []),
  ];
};

const oauth2: Reader = (config) => [
  holds('introspection'),
  ...(config.mandatory_scope === true && isSet(config.scopes) ? [holds('scopes')] : []),
];

const clientCertificate: Reader = ({ revocation_check_mode: mode }) => [
  holds('mutual-tls'),
  ...(mode === 'STRICT' ? [holds('client-certificate-revocation')] : []),
  ...(mode === 'SKIP' ? [off('client-certificate-revocation', 'Revocation is not looked up.')] : []),
  ...(mode === 'IGNORE_CA_ERROR'
    ? [
        sometimes(
          'client-certificate-revocation',
          'A certificate passes when its issuer’s list cannot be reached.',
        ),
      ]
    : []),
];

/** A list of content types beyond JSON: bodies of the others are let through unread. */
const onlyJson = (types: unknown): boolean =>
  entries(types).every((type) => /^(?:application\/(?:[\w.-]+\+)?json)\b/i.test(type));

const bodySchema: Reader = (config) => [
  ...(textOf(config.body_schema)
    ? [
        onlyJson(config.allowed_content_types)
          ? holds('body-validation')
          : sometimes('body-validation', 'It also allows content types whose bodies it does not read.'),
      ]
    : []),
  ...(isSet(config.parameter_schema) ? [holds('parameter-validation')] : []),
];

const specification: Reader = (config) => {
  const only = (control: GatewayControl, notifies: boolean): PluginControl =>
    notifies ? off(control, 'It only reports what does not fit, and lets it through.') : holds(control);
  const notifiesRequests = config.notify_only_request_validation_failure === true;
  const notifiesResponses = config.notify_only_response_body_validation_failure === true;
  const parameters = ['query', 'header', 'uri'].map(
    (kind) => config[`validate_request_${kind}_params`] !== false,
  );
  return [
    ...(config.validate_request_body === false ? [] : [only('body-validation', notifiesRequests)]),
    ...(parameters.every(Boolean) ? [only('parameter-validation', notifiesRequests)] : []),
    ...(parameters.some(Boolean) && !parameters.every(Boolean)
      ? [sometimes('parameter-validation', 'Some kinds of parameters are not validated.')]
      : []),
    ...(config.validate_response_body === true ? [only('response-validation', notifiesResponses)] : []),
  ];
};

const unlessLogOnly =
  (control: GatewayControl): Reader =>
  ({ enforcement_mode: mode }) =>
    mode === 'log_only' ? [off(control, 'It only logs what it finds.')] : [holds(control)];

const sampled: Reader = ({ sample_ratio: ratio }) => {
  if (ratio === 0) return [off('tracing', 'It samples nothing.')];
  return ratio === 1
    ? [holds('tracing')]
    : [sometimes('tracing', 'Only a sample of the requests is traced.')];
};

const threat: Reader = unlessLogOnly('threat-limits');
const accessLog: Reader = always('access-log');

const byName: Readonly<Record<string, Reader>> = {
  'key-auth': always('api-key'),
  'key-auth-enc': always('api-key'),
  'vault-auth': always('api-key'),
  'basic-auth': always('basic'),
  'ldap-auth': always('basic'),
  'ldap-auth-advanced': always('basic'),
  jwt: always('jwt'),
  'jwt-signer': ({ verify_access_token_signature: verify }) =>
    verify === false ? [off('jwt', 'It does not verify signatures.')] : [holds('jwt')],
  oauth2: oauth2,
  'oauth2-introspection': oauth2,
  'openid-connect': oidc,
  'hmac-auth': always('signed-request'),
  'mtls-auth': clientCertificate,
  'header-cert-auth': clientCertificate,
  'tls-handshake-modifier': () => [
    off('mutual-tls', 'It asks for a certificate and accepts requests without one.'),
  ],
  saml: always('custom-authorizer'),
  'konnect-application-auth': ({ auth_type: type }) => [holds(type === 'key-auth' ? 'api-key' : 'oidc')],
  'application-registration': ({ auto_approve: automatic }) =>
    automatic === true
      ? [off('subscription-approval', 'Every application is approved by itself.')]
      : [holds('subscription-approval')],
  acl: groups,
  'ip-restriction': addresses,
  opa: always('policy-engine'),
  'rate-limiting': rateLimit,
  'rate-limiting-advanced': slidingRateLimit,
  'service-protection': slidingRateLimit,
  'response-ratelimiting': () => [
    sometimes('rate-limit', 'It counts only what the backend asks it to count in its responses.'),
  ],
  'request-size-limiting': always('payload-limit'),
  'request-validator': bodySchema,
  'oas-validation': specification,
  'json-threat-protection': threat,
  'xml-threat-protection': threat,
  'injection-protection': unlessLogOnly('injection-patterns'),
  'http-log': accessLog,
  'file-log': accessLog,
  'tcp-log': accessLog,
  'udp-log': accessLog,
  'kafka-log': accessLog,
  'confluent-log': accessLog,
  'solace-log': accessLog,
  syslog: accessLog,
  loggly: accessLog,
  zipkin: sampled,
  opentelemetry: () => [undecided('tracing', 'kong.conf switches instrumentation on; it is off by default.')],
  'pre-function': () => [undecided('custom-authorizer', 'Its Lua code decides.')],
  'post-function': () => [],
};

/** Plugins of Kong that put no control before an API. */
const without: readonly string[] = [
  'acme',
  'ai-proxy',
  'ai-proxy-advanced',
  'ai-prompt-decorator',
  'ai-prompt-guard',
  'ai-prompt-template',
  'ai-request-transformer',
  'ai-response-transformer',
  'ai-semantic-cache',
  'ai-semantic-prompt-guard',
  'app-dynamics',
  'aws-lambda',
  'azure-functions',
  'bot-detection',
  'canary',
  'correlation-id',
  'cors',
  'datadog',
  'degraphql',
  'exit-transformer',
  'forward-proxy',
  'graphql-proxy-cache-advanced',
  'grpc-gateway',
  'grpc-web',
  'jq',
  'kafka-upstream',
  'mocking',
  'prometheus',
  'proxy-cache',
  'proxy-cache-advanced',
  'redirect',
  'request-termination',
  'request-transformer',
  'request-transformer-advanced',
  'response-transformer',
  'response-transformer-advanced',
  'route-by-header',
  'route-transformer-advanced',
  'session',
  'standard-webhooks',
  'statsd',
  'statsd-advanced',
  'tls-metadata-headers',
  'upstream-oauth',
  'upstream-timeout',
  'websocket-size-limit',
  'websocket-validator',
];

/** What a plugin does to requests that reach it; a plugin that is not Kong's own may decide on anything. */
export const pluginControls = (name: string, config: Mapping): readonly PluginControl[] => {
  const reader = Object.hasOwn(byName, name) ? byName[name] : undefined;
  if (reader) return reader(config);
  return without.includes(name)
    ? []
    : [
        undecided(
          'custom-authorizer',
          `The plugin ${name.slice(0, 60)} is not Kong’s own; its code decides.`,
        ),
      ];
};

/** Plugins that refuse whoever does not prove who they are, unless `anonymous` names a stand-in. */
export const authenticates = (name: string): boolean =>
  /^(?:key-auth|key-auth-enc|vault-auth|basic-auth|ldap-auth|ldap-auth-advanced|jwt|jwt-signer|oauth2|oauth2-introspection|openid-connect|hmac-auth|mtls-auth|header-cert-auth|saml|konnect-application-auth)$/.test(
    name,
  );

/** `config.anonymous`, which the first formats also wrote as an empty text. */
export const anonymousOf = (plugin: Mapping): string => textOf(mappingAt(plugin, 'config').anonymous);
