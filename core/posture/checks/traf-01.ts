import {
  type GatewayApi,
  type GatewayStage,
  known,
  type MethodSettings,
  unread,
} from '../../gateway/gateway-api.ts';
import type { Check, CheckResult, GatewaySubject, Remediation } from '../check.ts';
import { allMethods, eachStage, overrides } from '../stages.ts';
import { type Place, type Verdicts, verdicts } from '../verdict.ts';

const id = 'TRAF-01';
const severity = 'HIGH';

const remediation = (api: GatewayApi, key: string): Remediation => ({
  text: 'Set a rate and a burst that fit what the backend can take, below the limit of the account.',
  operation: 'UpdateStage',
  ...(api.kind === 'REST'
    ? {
        patch: [
          { op: 'replace', path: `/${key}/throttling/rateLimit`, value: '50' },
          { op: 'replace', path: `/${key}/throttling/burstLimit`, value: '100' },
        ],
      }
    : {}),
  needsRedeploy: false,
});

/** Why the limits do not limit; `undefined` when they do; unread when only the account's limit could tell. */
const weakness = (settings: MethodSettings, account: GatewaySubject['accountThrottle']) => {
  const { throttlingRateLimit: rate, throttlingBurstLimit: burst } = settings;
  if (rate === undefined || burst === undefined) return known('has no rate or no burst limit');
  if (rate < 0 || burst < 0) return known('has throttling switched off (-1)');
  if (!account.known)
    return unread(
      account.reason,
      `The limits are set, but the account's own are not known: ${account.message}`,
    );
  if (rate >= account.value.rateLimit || burst >= account.value.burstLimit)
    return known(
      `allows ${rate}/s with a burst of ${burst}, which the account's own limit (${account.value.rateLimit}/s, ${account.value.burstLimit}) reaches first`,
    );
  return known(undefined);
};

const judge = (
  { api, accountThrottle }: GatewaySubject,
  say: Verdicts,
  stage: GatewayStage,
): CheckResult[] => {
  const one = (key: string, settings: MethodSettings, at: Place, name: string): CheckResult | undefined => {
    const weak = weakness(settings, accountThrottle);
    if (!weak.known) return say.unknown(weak, at);
    if (weak.value === undefined) return undefined;
    const { throttlingRateLimit, throttlingBurstLimit } = settings;
    return say.fail({
      at,
      reason: `${name} ${weak.value}.`,
      seen: [
        { call: 'GetStages', field: `${key} throttlingRateLimit`, value: throttlingRateLimit },
        { call: 'GetStages', field: `${key} throttlingBurstLimit`, value: throttlingBurstLimit },
      ],
      remediation: remediation(api, key),
    });
  };
  const results = [
    one(allMethods, stage.methodSettings[allMethods] ?? {}, { stage: stage.name }, `Stage ${stage.name}`),
    ...overrides(stage)
      // An override that names no limits leaves those of the stage in force.
      .filter(
        ({ settings: { throttlingRateLimit, throttlingBurstLimit } }) =>
          throttlingRateLimit !== undefined || throttlingBurstLimit !== undefined,
      )
      .map(({ key, settings, place }) => {
        const limits = { ...stage.methodSettings[allMethods], ...settings };
        const name = `${place.method} ${place.path} on stage ${stage.name}`;
        return one(key, limits, { stage: stage.name, ...place }, name);
      }),
  ].filter((result) => result !== undefined);
  if (results.length > 0) return results;
  const { throttlingRateLimit: rate, throttlingBurstLimit: burst } = stage.methodSettings[allMethods] ?? {};
  return [
    say.pass({
      at: { stage: stage.name },
      reason: `Stage ${stage.name} takes ${rate}/s with a burst of ${burst}.`,
      seen: [{ call: 'GetStages', field: `${allMethods} throttlingRateLimit`, value: rate }],
    }),
  ];
};

/** The default throttle of each stage is one that takes effect, and no method is let off it. */
export const traf01: Check = {
  id,
  title: 'A default throttle is in effect on every stage',
  severity,
  appliesTo: ['REST', 'HTTP'],
  references: ['OWASP API4:2023', 'PCI DSS 4.0.1 6.4.1'],
  evaluate: (subject) => {
    const say = verdicts({ id, severity }, subject.api, 'CONFIG');
    return eachStage(subject.api, say, (stage) => judge(subject, say, stage));
  },
};
