import type { GatewayKind, GatewayStageSettings } from './gateway-api.ts';

/** What keeps a stage's traffic from being attributed to an endpoint and a caller, and the format that mends it. */
export interface LogFormatFinding {
  readonly stage: string;
  /** `HOLDS_SECRET`: it writes the value of a credential. `NOT_JSON`: traffic inference does not read it. */
  readonly what: 'NO_ACCESS_LOG' | 'NOT_JSON' | 'HIDES' | 'HOLDS_SECRET';
  /** `$context` variables that are missing, or that must go. */
  readonly variables: readonly string[];
  /** One sentence for a person. */
  readonly reason: string;
  /** JSON text for `accessLogSettings.format`: what the stage logs already, with what is missing. */
  readonly format: string;
}

/** Member of the log record → `$context` variable. */
type LogRecordFormat = Readonly<Record<string, string>>;

/** A question to a log line, and the variables any of which answers it (a star at the end stands for the rest). */
interface Question {
  readonly hides: string;
  readonly kinds: readonly GatewayKind[];
  readonly answeredBy: readonly string[];
  readonly except?: readonly string[];
  /** Set when none is there: member and variable. */
  readonly set: Readonly<Record<GatewayKind, readonly [string, string]>>;
}

const everywhere: readonly GatewayKind[] = ['REST', 'HTTP', 'WEBSOCKET'];

const sameFor = (member: string, variable: string): Question['set'] => ({
  REST: [member, variable],
  HTTP: [member, variable],
  WEBSOCKET: [member, variable],
});

/**
 * Variables as in "Variables for access logging" of the API Gateway developer guide, for each kind of API. The
 * caller's address is no identity: partners share it behind proxies, and one partner has many.
 */
const questions: readonly Question[] = [
  {
    hides: 'the path',
    kinds: ['REST', 'HTTP'],
    answeredBy: ['path', 'resourcePath', 'routeKey'],
    set: sameFor('path', '$context.path'),
  },
  {
    hides: 'the method',
    kinds: ['REST', 'HTTP'],
    answeredBy: ['httpMethod', 'routeKey'],
    set: sameFor('method', '$context.httpMethod'),
  },
  {
    hides: 'the route',
    kinds: ['WEBSOCKET'],
    answeredBy: ['routeKey'],
    set: sameFor('routeKey', '$context.routeKey'),
  },
  {
    hides: 'who called',
    kinds: everywhere,
    answeredBy: [
      'authorizer.*',
      'identity.apiKeyId',
      'identity.caller',
      'identity.user',
      'identity.userArn',
      'identity.cognitoIdentityId',
      'identity.clientCert.subjectDN',
      'identity.clientCert.serialNumber',
    ],
    // How the authorizer did; whatever else it hands on is about the caller.
    except: ['error', 'latency', 'integrationLatency', 'integrationStatus', 'requestId', 'status'].map(
      (name) => `authorizer.${name}`,
    ),
    set: {
      REST: ['principalId', '$context.authorizer.principalId'],
      HTTP: ['sub', '$context.authorizer.claims.sub'],
      WEBSOCKET: ['principalId', '$context.authorizer.principalId'],
    },
  },
  {
    hides: 'the outcome',
    kinds: everywhere,
    answeredBy: ['status'],
    set: sameFor('status', '$context.status'),
  },
  {
    hides: 'the time',
    kinds: everywhere,
    answeredBy: ['requestTime', 'requestTimeEpoch'],
    set: sameFor('time', '$context.requestTimeEpoch'),
  },
  {
    hides: 'the host that was called',
    kinds: everywhere,
    answeredBy: ['domainName'],
    set: sameFor('domain', '$context.domainName'),
  },
];

/** Values of credentials; their ids tell who called as well. */
const secrets = ['identity.apiKey', 'identity.accessKey'];

/** Variables that a kind of API does not have; a star at the end stands for the rest. */
const unavailable: Readonly<Record<GatewayKind, readonly string[]>> = {
  REST: ['routeKey', 'eventType', 'connectionId', 'messageId'],
  HTTP: [
    'resourcePath',
    'resourceId',
    'waf.*',
    'wafResponseCode',
    'tlsVersion',
    'cipherSuite',
    'xrayTraceId',
  ],
  WEBSOCKET: [
    'httpMethod',
    'path',
    'resourcePath',
    'resourceId',
    'responseLength',
    'responseLatency',
    'protocol',
    'tlsVersion',
    'cipherSuite',
    'waf.*',
  ],
};

const prefix = '$context.';

const matches = (variable: string, pattern: string): boolean =>
  pattern.endsWith('*') ? variable.startsWith(pattern.slice(0, -1)) : variable === pattern;

/** Names of the variables, without `$context.`. A full stop at the end belongs to the text around it. */
const variablesIn = (format: string): Set<string> =>
  new Set([...format.matchAll(/\$context\.(\w+(?:\.\w+)*)/g)].map((match) => match[1] ?? ''));

const jsonRecord = (format: string): Readonly<Record<string, unknown>> | undefined => {
  try {
    const value: unknown = JSON.parse(format);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
};

/** The recommended record, as far as this kind of API has its variables. */
const recommendedFor = (kind: GatewayKind, recommended: LogRecordFormat): Record<string, string> =>
  Object.fromEntries(
    Object.entries(recommended).filter(
      ([, variable]) => !unavailable[kind].some((one) => matches(variable.slice(prefix.length), one)),
    ),
  );

const unanswered = (kind: GatewayKind, variables: ReadonlySet<string>): readonly Question[] =>
  questions.filter(
    ({ kinds, answeredBy, except = [] }) =>
      kinds.includes(kind) &&
      ![...variables].some(
        (variable) => !except.includes(variable) && answeredBy.some((pattern) => matches(variable, pattern)),
      ),
  );

const completed = (
  record: Readonly<Record<string, unknown>>,
  open: readonly Question[],
  kind: GatewayKind,
): string => {
  const whole: Record<string, unknown> = Object.fromEntries(
    Object.entries(record).filter(([, value]) => !secrets.some((name) => value === prefix + name)),
  );
  for (const { set } of open) {
    const [member, variable] = set[kind];
    // A member of that name which says something else keeps its place.
    whole[member in whole ? variable.slice(1) : member] = variable;
  }
  return JSON.stringify(whole);
};

/**
 * What a stage's access log lacks, by its settings alone.
 * @param recommended the format of the hardening policy, which a stage without a usable one gets
 */
export const logFormatFindings = (
  stage: Pick<GatewayStageSettings, 'name' | 'accessLog'>,
  kind: GatewayKind,
  recommended: LogRecordFormat,
): readonly LogFormatFinding[] => {
  const ours = recommendedFor(kind, recommended);
  const { name, accessLog } = stage;
  if (!accessLog) {
    const format = completed(ours, unanswered(kind, variablesIn(JSON.stringify(ours))), kind);
    const reason = `Stage ${name} writes no access log: its traffic and its callers cannot be seen.`;
    return [{ stage: name, what: 'NO_ACCESS_LOG', variables: [], reason, format }];
  }
  const variables = variablesIn(accessLog.format);
  const record = jsonRecord(accessLog.format);
  const base = record ?? ours;
  const open = unanswered(kind, variables);
  const format = completed(base, unanswered(kind, variablesIn(JSON.stringify(base))), kind);
  const findings: LogFormatFinding[] = [];
  if (!record)
    findings.push({
      stage: name,
      what: 'NOT_JSON',
      variables: [],
      reason: `The access log of stage ${name} is not one JSON object a line: endpoints cannot be inferred from it.`,
      format,
    });
  if (open.length > 0)
    findings.push({
      stage: name,
      what: 'HIDES',
      variables: open.map(({ set }) => set[kind][1]),
      reason: `The access log of stage ${name} does not say ${open.map(({ hides }) => hides).join(', ')}.`,
      format,
    });
  const held = secrets.filter((secret) => variables.has(secret));
  if (held.length > 0)
    findings.push({
      stage: name,
      what: 'HOLDS_SECRET',
      variables: held.map((secret) => prefix + secret),
      reason: `The access log of stage ${name} writes the value of ${held.map((secret) => prefix + secret).join(' and ')}; whoever reads the log can call the API.`,
      format,
    });
  return findings;
};
