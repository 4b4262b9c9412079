import type { GatewayControl } from '../../../gateway/controls.ts';
import type { RouteControl } from '../importer.ts';
import { childOf, childrenOf, textIn, type XmlElement } from '../xml.ts';

/** What one policy comes to where it runs. */
export type PolicyControl = Pick<RouteControl, 'control' | 'effective' | 'disarmedBy'>;
export type Half = 'Request' | 'Response';

const holds = (control: GatewayControl): PolicyControl => ({ control, effective: 'yes' });
const no = (control: GatewayControl, disarmedBy: string): PolicyControl => ({
  control,
  effective: 'no',
  disarmedBy,
});
const unknown = (control: GatewayControl, disarmedBy: string): PolicyControl => ({
  control,
  effective: 'unknown',
  disarmedBy,
});

type Reader = (policy: XmlElement) => readonly PolicyControl[];
const always =
  (control: GatewayControl): Reader =>
  () => [holds(control)];

const isTrue = (text: string): boolean => text.toLowerCase() === 'true';

const accessToken: Reader = (policy) => {
  if (textIn(policy, 'Operation') !== 'VerifyAccessToken') return [];
  if (isTrue(textIn(policy, 'ExternalAuthorization')))
    return [unknown('introspection', 'Another service decides; a variable carries what it decided.')];
  return [holds('introspection'), ...(textIn(policy, 'Scope') ? [holds('scopes')] : [])];
};

const addresses: Reader = (policy) => {
  const rules = childOf(policy, 'IPRules');
  const allowed = childrenOf(rules, 'MatchRule')
    .filter(({ attributes }) => attributes.action?.toUpperCase() === 'ALLOW')
    .flatMap((rule) => childrenOf(rule, 'SourceAddress'));
  if (!rules) return [];
  // What no rule fits is let in unless it is said otherwise.
  if (rules.attributes.noRuleMatchAction?.toUpperCase() !== 'DENY')
    return [no('ip-allow-list', 'Addresses that no rule fits are let in (noRuleMatchAction is not DENY).')];
  return allowed.some(({ attributes }) => attributes.mask === '0')
    ? [no('ip-allow-list', 'It allows every network.')]
    : [holds('ip-allow-list')];
};

const quota: Reader = (policy) => {
  const allow = childOf(policy, 'Allow');
  if (isTrue(textIn(policy, 'CountOnly'))) return [no('quota', 'It only counts (CountOnly).')];
  if (allow?.attributes.count || childrenOf(allow, 'Class').length > 0) return [holds('quota')];
  return [unknown('quota', 'Its figure stands in the API product.')];
};

const spikes: Reader = (policy) =>
  childOf(policy, 'Rate')?.text
    ? [holds('concurrency-limit')]
    : [unknown('concurrency-limit', 'Its rate stands in a variable.')];

/** Without the option a body only has to be there. */
const specification = (policy: XmlElement, half: Half): readonly PolicyControl[] => {
  const readsBody = isTrue(textIn(childOf(policy, 'Options'), 'ValidateMessageBody'));
  const why = 'Bodies are not validated (ValidateMessageBody is off).';
  const isResponse = half === 'Response' || textIn(policy, 'Source') === 'response';
  if (isResponse) return [readsBody ? holds('response-validation') : no('response-validation', why)];
  return [holds('parameter-validation'), readsBody ? holds('body-validation') : no('body-validation', why)];
};

const schema: Reader = (policy) =>
  textIn(policy, 'ResourceURL')
    ? [holds('body-validation')]
    : [no('body-validation', 'It names no schema, and only asks for a well-formed body.')];

const signature: Reader = (policy) =>
  childOf(policy, 'VerificationValue')
    ? [holds('signed-request')]
    : [no('signed-request', 'It computes a signature and compares it with nothing.')];

const basic: Reader = (policy) =>
  textIn(policy, 'Operation') === 'Decode'
    ? [no('basic', 'It decodes name and password and does not check them.')]
    : [];

const decodes: Reader = () => [no('jwt', 'It decodes the token and does not verify it.')];

/** Policies that protect on the way in, by the name of their element. */
const onRequests: Readonly<Record<string, Reader>> = {
  VerifyAPIKey: always('api-key'),
  OAuthV2: accessToken,
  OAuthV1: accessToken,
  VerifyJWT: always('jwt'),
  VerifyJWS: always('signed-request'),
  DecodeJWT: decodes,
  DecodeJWS: decodes,
  HMAC: signature,
  BasicAuthentication: basic,
  ValidateSAMLAssertion: always('custom-authorizer'),
  AccessControl: addresses,
  Quota: quota,
  SpikeArrest: spikes,
  ConcurrentRatelimit: always('concurrency-limit'),
  MessageValidation: schema,
  JSONThreatProtection: always('threat-limits'),
  XMLThreatProtection: always('threat-limits'),
  RegularExpressionProtection: always('injection-patterns'),
  ExternalCallout: () => [unknown('custom-authorizer', 'The service that it asks decides.')],
  JavaCallout: () => [unknown('custom-authorizer', 'Its Java code decides.')],
};

/** What a policy does in one half of a flow. On the way back nobody is kept out any more. */
export const policyControls = (policy: XmlElement, half: Half): readonly PolicyControl[] => {
  if (policy.name === 'MessageLogging') return [holds('access-log')];
  if (policy.name === 'OASValidation') return specification(policy, half);
  if (half === 'Response') return [];
  const reader = Object.hasOwn(onRequests, policy.name) ? onRequests[policy.name] : undefined;
  return reader ? reader(policy) : [];
};

/** What takes a policy's effect away, wherever it is attached. */
export const disarmed = (policy: XmlElement): string | undefined => {
  if (policy.attributes.enabled?.toLowerCase() === 'false')
    return 'The policy is switched off (enabled="false").';
  // A log that fails is no reason to let a request pass or not.
  if (isTrue(policy.attributes.continueOnError ?? '') && policy.name !== 'MessageLogging')
    return 'Requests that fail it go on (continueOnError="true").';
  return undefined;
};
