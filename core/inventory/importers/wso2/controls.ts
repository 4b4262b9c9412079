import { isMapping, mappingAt } from '../../../documentation/mapping.ts';
import type { GatewayControl } from '../../../gateway/controls.ts';
import { type ConfigNode, hasAt, isTrueAt, itemsAt, nodeAt, proofOf, textAt } from '../config-node.ts';
import type { RouteControl } from '../importer.ts';
import { forSome, strongest } from '../route-controls.ts';
import { type ServedResource, statusOf, type Wso2Operation } from './api.ts';

const applicationSchemes: ReadonlyMap<string, GatewayControl> = new Map([
  ['oauth2', 'introspection'],
  ['basic_auth', 'basic'],
  ['api_key', 'api-key'],
]);
const appMandatory = 'oauth_basic_auth_api_key_mandatory';

const texts = (node: ConfigNode): readonly string[] => {
  const items = itemsAt(node).map((one) => textAt(one));
  return items.length > 0
    ? items
    : textAt(node)
        .split(',')
        .map((one) => one.trim())
        .filter(Boolean);
};

interface Security {
  readonly application: readonly GatewayControl[];
  readonly mutualTls: boolean;
  readonly applicationMandatory: boolean;
  readonly mutualTlsMandatory: boolean;
  readonly proof: string;
}

/** An API that names no scheme asks for OAuth 2.0. */
const securityOf = (api: ConfigNode): Security => {
  const node = hasAt(api, 'securityScheme') ? nodeAt(api, 'securityScheme') : nodeAt(api, 'apiSecurity');
  const schemes = texts(node).map((one) => one.toLowerCase());
  const named = schemes.flatMap((scheme) => applicationSchemes.get(scheme) ?? []);
  const mutualTls = schemes.includes('mutualssl');
  return {
    application: named.length === 0 && !mutualTls ? ['introspection'] : named,
    mutualTls,
    applicationMandatory: schemes.includes(appMandatory) || !mutualTls,
    mutualTlsMandatory: mutualTls && (schemes.includes('mutualssl_mandatory') || named.length === 0),
    proof: proofOf(hasAt(node) ? node : api),
  };
};

const isUnsecured = (authType: string): boolean => /^none$/i.test(authType);

const applicationControls = (
  api: ConfigNode,
  { operation, inDocument }: ServedResource,
  security: Security,
): readonly RouteControl[] => {
  const { application, applicationMandatory, proof } = security;
  const as = (
    effective: RouteControl['effective'],
    disarmedBy: string,
    at = proof,
  ): readonly RouteControl[] => application.map((control) => ({ control, effective, proof: at, disarmedBy }));
  if (isUnsecured(operation.authType))
    return as('no', 'The resource’s security is switched off (authType None).', proofOf(operation.node));
  if (inDocument && isUnsecured(inDocument.authType))
    return as(
      'unknown',
      'The document beside it switches the resource’s security off (x-auth-type None).',
      proofOf(inDocument.node),
    );
  if (/^PRO|^PRE/.test(statusOf(api)))
    return as(
      'unknown',
      'Prototypes can be called without a subscription or a token, depending on how they are deployed.',
    );
  if (!applicationMandatory) return as('conditional', 'A client certificate is accepted instead.');
  if (application.length > 1) return as('conditional', 'Another scheme is accepted instead.');
  return application.map((control) => ({ control, effective: 'yes', proof }));
};

const certificateControls = (operation: Wso2Operation, security: Security): readonly RouteControl[] => {
  const { mutualTls, mutualTlsMandatory, proof } = security;
  if (!mutualTls) return [];
  if (!mutualTlsMandatory) {
    const disarmedBy = 'It is not mandatory: a token is accepted instead.';
    return [
      {
        control: 'mutual-tls',
        effective: isUnsecured(operation.authType) ? 'no' : 'conditional',
        proof,
        disarmedBy,
      },
    ];
  }
  if (!isUnsecured(operation.authType)) return [{ control: 'mutual-tls', effective: 'yes', proof }];
  return [
    {
      control: 'mutual-tls',
      effective: 'unknown',
      proof,
      disarmedBy: 'The resource’s security is switched off (authType None).',
    },
  ];
};

/** Scopes are looked up in tokens; API keys and passwords carry none. */
const scopeControls = (
  operation: Wso2Operation,
  application: readonly RouteControl[],
): readonly RouteControl[] => {
  if (operation.scopes.length === 0) return [];
  const [token] = application.filter(({ control }) => control === 'introspection');
  const proof = proofOf(operation.node);
  return token ? [{ ...token, control: 'scopes', proof }] : [];
};

const unlimited =
  /^(?:Unlimited|AsyncUnlimited|DefaultSubscriptionless|AsyncDefaultSubscriptionless|Unauthenticated)$/i;
/** Tiers that the product ships, all of which count. */
const shippedTier =
  /^(?:\d+K?PerMin|Gold|Silver|Bronze|AsyncGold|AsyncSilver|AsyncBronze|AsyncWHGold|AsyncWHSilver|AsyncWHBronze)$/i;

const tierControl = (control: GatewayControl, tier: string, proof: string): RouteControl => {
  if (unlimited.test(tier))
    return { control, effective: 'no', proof, disarmedBy: `The tier ${tier} has no limit.` };
  return shippedTier.test(tier)
    ? { control, effective: 'yes', proof }
    : {
        control,
        effective: 'unknown',
        proof,
        disarmedBy:
          'What the tier limits stands in the throttling policies, which are exported by themselves.',
      };
};

/** The tier of the API as a whole counts before those of its resources, unless it is `Unlimited`. */
const rateControls = (api: ConfigNode, operation: Wso2Operation): readonly RouteControl[] => {
  const whole = nodeAt(api, hasAt(api, 'apiThrottlingPolicy') ? 'apiThrottlingPolicy' : 'apiLevelPolicy');
  const tier = textAt(whole);
  if (tier && !unlimited.test(tier)) return [tierControl('rate-limit', tier, proofOf(whole))];
  return operation.tier ? [tierControl('rate-limit', operation.tier, proofOf(operation.node))] : [];
};

/** Plans of subscribers: one without a limit, or one whose limit stands elsewhere, says for the others that it may not hold. */
const planControls = (api: ConfigNode, identity: readonly RouteControl[]): readonly RouteControl[] => {
  const node = ['policies', 'availableTiers']
    .map((name) => nodeAt(api, name))
    .find((one) => itemsAt(one).length > 0);
  if (!node) return [];
  const plans = itemsAt(node).map((one) =>
    tierControl('consumer-rate-limit', textAt(one) || textAt(one, 'name'), proofOf(node)),
  );
  const weakest =
    plans.find(({ effective }) => effective === 'no') ??
    plans.find(({ effective }) => effective === 'unknown') ??
    plans[0];
  if (!weakest) return [];
  const strong = plans.find(({ effective }) => effective === 'yes');
  const control: RouteControl =
    weakest.effective === 'no' && strong
      ? { ...weakest, effective: 'conditional', disarmedBy: 'One of the plans has no limit.' }
      : weakest;
  const known = identity.find(({ effective }) => effective === 'yes');
  if (known || control.effective !== 'yes') return [control];
  const open = identity[0];
  return [
    {
      ...control,
      effective: open?.effective ?? 'unknown',
      disarmedBy: open?.disarmedBy ?? 'Nothing identifies a subscriber.',
    },
  ];
};

const transportControls = (api: ConfigNode): readonly RouteControl[] => {
  const node = nodeAt(api, hasAt(api, 'transport') ? 'transport' : 'transports');
  const spoken = texts(node).map((one) => one.toLowerCase());
  if (spoken.length === 0) return [];
  const proof = proofOf(node);
  return spoken.some((one) => one === 'http' || one === 'ws')
    ? [
        {
          control: 'https-only',
          effective: 'no',
          proof,
          disarmedBy: 'The API is also served over plain HTTP.',
        },
      ]
    : [{ control: 'https-only', effective: 'yes', proof }];
};

const hasSchema = (content: unknown): boolean =>
  Object.values(mappingAt(content)).some((one) => isMapping(mappingAt(one).schema));

/** Schemas that messages are held against stand in the document; an operation without one is not validated. */
const validationControls = (
  api: ConfigNode,
  { operation, inDocument }: ServedResource,
): readonly RouteControl[] => {
  const node = nodeAt(api, 'enableSchemaValidation');
  if (!isTrueAt(node)) return [];
  const at = inDocument ?? operation;
  const { requestBody, responses, parameters } = mappingAt(at.node.value);
  const inBody = (Array.isArray(parameters) ? parameters : []).some((one) => mappingAt(one).in === 'body');
  const referenced = typeof mappingAt(requestBody).$ref === 'string';
  const answers = Object.values(mappingAt(responses)).some(
    (one) => hasSchema(mappingAt(one).content) || isMapping(mappingAt(one).schema),
  );
  const proof = proofOf(node);
  return [
    ...(inBody || referenced || hasSchema(mappingAt(requestBody).content)
      ? [{ control: 'body-validation', effective: 'yes', proof } as const]
      : []),
    ...(answers ? [{ control: 'response-validation', effective: 'yes', proof } as const] : []),
  ];
};

/** Policies that the product ships, by their names. */
const shippedPolicies: readonly (readonly [name: RegExp, control: GatewayControl])[] = [
  [/^(?:json|xml)(?:threatprotect(?:or|ion)|[_-]?validator)$/i, 'threat-limits'],
  [/^regex(?:threatprotect(?:or|ion)|[_-]?(?:policy|protector))$/i, 'injection-patterns'],
  [/^opapolicy$/i, 'policy-engine'],
];

const policyControls = (holder: ConfigNode, list: string): readonly RouteControl[] =>
  itemsAt(holder, list, 'request').flatMap((policy): readonly RouteControl[] => {
    const name = textAt(policy, 'policyName');
    return shippedPolicies.flatMap(([form, control]) =>
      form.test(name) ? [{ control, effective: 'yes' as const, proof: proofOf(policy) }] : [],
    );
  });

const spikeControls = (api: ConfigNode): readonly RouteControl[] => {
  const node = nodeAt(api, 'maxTps', 'production');
  return Number(textAt(node)) > 0
    ? [{ control: 'concurrency-limit', effective: 'yes', proof: proofOf(node) }]
    : [];
};

/** What a request to one resource meets. */
export const controlsOf = (api: ConfigNode, resource: ServedResource): readonly RouteControl[] => {
  const { operation } = resource;
  const security = securityOf(api);
  const application = applicationControls(api, resource, security);
  const identity = [...application, ...certificateControls(operation, security)];
  const all = [
    ...identity,
    ...scopeControls(operation, application),
    ...rateControls(api, operation),
    ...planControls(api, application),
    ...transportControls(api),
    ...validationControls(api, resource),
    ...spikeControls(api),
    ...policyControls(api, 'apiPolicies'),
    ...policyControls(operation.node, 'operationPolicies'),
  ];
  return strongest(
    statusOf(api) === 'CREATED'
      ? forSome(all, 'The API is not published: what a deployment of it asks may differ.')
      : all,
  );
};
