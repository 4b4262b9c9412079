import type { GatewayControl } from '../../../gateway/controls.ts';
import type { RouteControl } from '../importer.ts';
import { everyone } from '../networks.ts';
import { childOf, childrenOf, type XmlElement } from '../xml.ts';
import type { PolicySection } from './policy-document.ts';

/** Values of `{{name}}`, by display name in lower case; undefined for a secret, or one in a vault. */
export type NamedValues = ReadonlyMap<string, string | undefined>;

type Judgement = Pick<RouteControl, 'effective' | 'disarmedBy'>;
const yes: Judgement = { effective: 'yes' };
const no = (disarmedBy: string): Judgement => ({ effective: 'no', disarmedBy });
const unknown = (disarmedBy: string): Judgement => ({ effective: 'unknown', disarmedBy });
const some = (disarmedBy: string): Judgement => ({ effective: 'conditional', disarmedBy });

/** An attribute with its named values filled in; undefined when an expression or an unseen value decides. */
const settingOf = (
  element: XmlElement,
  name: string,
  otherwise: string,
  values: NamedValues,
): string | undefined => {
  const written = element.attributes[name];
  if (written === undefined) return otherwise;
  const filled = written.replaceAll(
    /\{\{\s*([^{}]+?)\s*\}\}/g,
    (whole, key: string) => values.get(key.toLowerCase()) ?? whole,
  );
  return /\{\{|^\s*@[({]/.test(filled) ? undefined : filled.trim();
};

const undecided = (name: string): Judgement =>
  unknown(`The value of ${name} is an expression, or a named value that is not among the files.`);

type Judge = (element: XmlElement, values: NamedValues) => Judgement;

/** Yes unless the attribute has the value that switches the check off. */
const unless =
  (name: string, off: string, otherwise: string, why: string): Judge =>
  (element, values) => {
    const value = settingOf(element, name, otherwise, values)?.toLowerCase();
    if (value === undefined) return undecided(name);
    return value === off ? no(why) : yes;
  };

const token = unless(
  'require-signed-tokens',
  'false',
  'true',
  'Tokens without a signature are accepted: require-signed-tokens is false.',
);

const certificate: Judge = (element, values) => {
  const ignores = settingOf(element, 'ignore-error', 'false', values)?.toLowerCase();
  if (ignores === undefined) return undecided('ignore-error');
  if (ignores === 'true') return no('Requests go on when the check fails: ignore-error is true.');
  const trusts = settingOf(element, 'validate-trust', 'true', values)?.toLowerCase();
  if (trusts === undefined) return undecided('validate-trust');
  const pinned = childrenOf(childOf(element, 'identities'), 'identity').some(
    ({ attributes }) => attributes.thumbprint || attributes['certificate-id'],
  );
  return trusts === 'false' && !pinned
    ? no('A certificate of any issuer is accepted: validate-trust is false and no thumbprint is named.')
    : yes;
};

const revocation: Judge = (element, values) => {
  const checked = settingOf(element, 'validate-revocation', 'true', values)?.toLowerCase();
  if (checked === undefined) return undecided('validate-revocation');
  return checked === 'false'
    ? no('Revocation is not checked: validate-revocation is false.')
    : certificate(element, values);
};

const network: Judge = (element, values) => {
  const action = settingOf(element, 'action', '', values)?.toLowerCase();
  if (action === undefined) return undecided('action');
  if (action !== 'allow') return no('It only lists networks that are refused; everybody else is let in.');
  const ranges = childrenOf(element, 'address-range').map(
    ({ attributes }) => `${attributes.from ?? ''}-${attributes.to ?? ''}`,
  );
  const addresses = childrenOf(element, 'address').map(({ text }) => text);
  if (ranges.includes('0.0.0.0-255.255.255.255') || addresses.some(everyone))
    return no('The list holds every address.');
  return yes;
};

const keyedLimit: Judge = (element) =>
  element.attributes['increment-condition'] === undefined
    ? yes
    : some('Only requests that increment-condition fits are counted.');

/** Every action must be to prevent: a body of another type, or only detected, passes. */
const content: Judge = (element, values) => {
  const actions = childrenOf(element, 'content').map((one) =>
    settingOf(one, 'action', 'prevent', values)?.toLowerCase(),
  );
  const others = settingOf(element, 'unspecified-content-type-action', 'prevent', values)?.toLowerCase();
  if ([...actions, others].includes(undefined)) return undecided('action');
  if (!actions.includes('prevent'))
    return no('Bodies that do not fit are only detected or ignored: no action is prevent.');
  if (actions.some((action) => action !== 'prevent'))
    return some('For some media types bodies are not refused.');
  return others === 'prevent'
    ? yes
    : some('Bodies of other media types pass: unspecified-content-type-action.');
};

const size: Judge = (element, values) => {
  const action = settingOf(element, 'size-exceeded-action', 'ignore', values)?.toLowerCase();
  if (action === undefined) return undecided('size-exceeded-action');
  return action === 'prevent' ? yes : no(`Larger bodies pass: size-exceeded-action is ${action}.`);
};

const parameters: Judge = (element, values) => {
  const general = settingOf(element, 'specified-parameter-action', 'ignore', values)?.toLowerCase();
  const inner = ['headers', 'query', 'path'].flatMap((name) => {
    const part = childOf(element, name);
    if (!part) return [];
    const own = settingOf(part, 'specified-parameter-action', general ?? '', values)?.toLowerCase();
    return [
      own,
      ...childrenOf(part, 'parameter').map((one) =>
        settingOf(one, 'action', own ?? '', values)?.toLowerCase(),
      ),
    ];
  });
  if ([general, ...inner].includes(undefined)) return undecided('specified-parameter-action');
  if (general !== 'prevent' && !inner.includes('prevent'))
    return no('Parameters that do not fit are only detected or ignored: no action is prevent.');
  return [general, ...inner].every((action) => action === 'prevent')
    ? yes
    : some('For some parameters values that do not fit are not refused.');
};

interface Statement {
  readonly control: GatewayControl;
  readonly judge: Judge;
  /** The control is there only if this holds of the statement. */
  readonly when?: (element: XmlElement) => boolean;
}

const always: Judge = () => yes;
const byConsumer = ({ attributes }: XmlElement): boolean =>
  /context\.(?:Subscription|User)\b|Jwt|Authorization/i.test(attributes['counter-key'] ?? '');
const hasClaims = (element: XmlElement): boolean => childOf(element, 'required-claims') !== undefined;
const has =
  (name: string) =>
  (element: XmlElement): boolean =>
    element.attributes[name] !== undefined;

const inbound: Readonly<Record<string, readonly Statement[]>> = {
  'validate-jwt': [
    { control: 'jwt', judge: token },
    { control: 'scopes', judge: token, when: hasClaims },
  ],
  'validate-azure-ad-token': [
    { control: 'jwt', judge: always },
    { control: 'scopes', judge: always, when: hasClaims },
  ],
  'validate-client-certificate': [
    { control: 'mutual-tls', judge: certificate },
    { control: 'client-certificate-revocation', judge: revocation },
  ],
  'ip-filter': [{ control: 'ip-allow-list', judge: network }],
  'rate-limit': [
    { control: 'rate-limit', judge: always },
    { control: 'consumer-rate-limit', judge: always },
  ],
  'rate-limit-by-key': [
    { control: 'rate-limit', judge: keyedLimit },
    { control: 'consumer-rate-limit', judge: keyedLimit, when: byConsumer },
  ],
  quota: [{ control: 'quota', judge: always }],
  'quota-by-key': [{ control: 'quota', judge: keyedLimit }],
  'limit-concurrency': [{ control: 'concurrency-limit', judge: always }],
  'validate-content': [
    {
      control: 'body-validation',
      judge: content,
      when: (element) => childOf(element, 'content') !== undefined,
    },
    { control: 'payload-limit', judge: size, when: has('max-size') },
  ],
  'validate-parameters': [{ control: 'parameter-validation', judge: parameters }],
  'validate-graphql-request': [
    { control: 'payload-limit', judge: always, when: has('max-size') },
    { control: 'threat-limits', judge: always, when: has('max-depth') },
  ],
  'log-to-eventhub': [{ control: 'access-log', judge: always }],
};

const outbound: Readonly<Record<string, readonly Statement[]>> = {
  'validate-content': [
    {
      control: 'response-validation',
      judge: content,
      when: (element) => childOf(element, 'content') !== undefined,
    },
  ],
  'log-to-eventhub': [{ control: 'access-log', judge: always }],
};

/** Statements that count calls of a subscription: of a call without its key nothing is counted. */
const bySubscription = ['rate-limit', 'quota'];
/** Supported by every version of the self-hosted gateway. What a version does not know it leaves out without an error. */
const onEveryGateway = [
  'validate-jwt',
  'ip-filter',
  'rate-limit',
  'rate-limit-by-key',
  'quota',
  'quota-by-key',
];

/** What decides of statements beside their own text. */
export interface StatementContext {
  readonly namedValues: NamedValues;
  /** Every call to the API needs a subscription key. */
  readonly keysDemanded: boolean;
  /** The API is also on a gateway that the bank runs itself. */
  readonly selfHosted: boolean;
}

const inContext = (name: string, judgement: Judgement, context: StatementContext): Judgement => {
  if (judgement.effective !== 'yes') return judgement;
  if (bySubscription.includes(name) && !context.keysDemanded)
    return some('It counts calls with a subscription key only, and the API takes calls without one.');
  if (context.selfHosted && !onEveryGateway.includes(name))
    return unknown(
      'A self-hosted gateway leaves out what its version does not support, and the version is not in the extract.',
    );
  return judgement;
};

/**
 * What a statement of a policy comes to in its section. A statement that authenticates to the backend, or that only
 * changes messages, is no control.
 */
export const judgeStatement = (
  element: XmlElement,
  file: string,
  section: PolicySection,
  context: StatementContext,
): readonly RouteControl[] => {
  const table = section === 'inbound' ? inbound : section === 'outbound' ? outbound : {};
  const statements = Object.hasOwn(table, element.name) ? (table[element.name] ?? []) : [];
  const proof = element.line === undefined ? file : `${file}:${element.line}`;
  return statements
    .filter(({ when }) => !when || when(element))
    .map(({ control, judge }) => ({
      control,
      proof,
      ...inContext(element.name, judge(element, context.namedValues), context),
    }));
};
