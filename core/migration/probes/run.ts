import type { ProbeResult } from '../migration.ts';
import type { HttpProbe, Prober, ProbeTokens } from '../ports.ts';
import { isProbeId, type ProbeDefinition, type ProbeId, probeCatalogue } from './catalogue.ts';
import { type Answer, judge, type Markers, positiveOf } from './judge.ts';
import type { ProbePlan } from './routes.ts';
import { type ProbeCase, probeSuite } from './suite.ts';

export interface ProbeSite {
  /** `https://api.bank.example/accounts`, without a slash at the end. */
  readonly baseUrl: string;
  /** Default endpoint of the stage, `https://{id}.execute-api.{region}.amazonaws.com/{stage}`. */
  readonly endpointUrl: string;
}

export interface ProbeTools {
  readonly prober: Prober;
  readonly tokens: ProbeTokens;
  readonly markers: Markers;
  /** Probes whose control this environment does not enforce, so that neither answer would mean anything. */
  readonly notEnforced: ReadonlySet<string>;
  /** Milliseconds. */
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** Looks like a token, is none: refused by its signature, not by its shape. */
const garbage = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJnYXRlaG91c2UtcHJvYmUifQ.bm90LWEtc2lnbmF0dXJl';

const request = (probe: ProbeCase, site: ProbeSite, token: string): HttpProbe => ({
  method: probe.route.method,
  url: (probe.at === 'domain' ? site.baseUrl : site.endpointUrl) + probe.route.path,
  headers: {
    ...probe.route.headers,
    // A backend that honours it changes nothing, should a refused request reach it all the same.
    'x-gatehouse-probe': 'dry-run',
    ...(probe.credential === 'none'
      ? {}
      : { authorization: `Bearer ${probe.credential === 'valid' ? token : garbage}` }),
    ...(probe.body ? { 'content-type': probe.body.contentType } : {}),
  },
  ...(probe.body ? { body: probe.body.text } : {}),
});

const unproven = (probeId: ProbeId, observed: string): ProbeResult => {
  const { title, expected }: ProbeDefinition = probeCatalogue[probeId];
  return { probeId, title, method: '', path: '', outcome: 'not-provable', expected, observed };
};

const order = Object.keys(probeCatalogue);

/** Sends the whole suite once. Every probe of the catalogue has at least one line in the result. */
export const runSuite = async (
  plan: ProbePlan,
  site: ProbeSite,
  tools: ProbeTools,
): Promise<ProbeResult[]> => {
  const { cases, without } = probeSuite(plan);
  const token = await tools.tokens.token();
  const results: ProbeResult[] = without.map(({ probeId, reason }) => unproven(probeId, reason));
  let first: Answer | undefined;
  for (const probe of cases) {
    if (tools.notEnforced.has(probe.probeId)) {
      if (!results.some((result) => result.probeId === probe.probeId))
        results.push(
          unproven(
            probe.probeId,
            'This environment does not enforce the control; neither answer would mean anything.',
          ),
        );
      continue;
    }
    const answer = await tools.prober.send(request(probe, site, token));
    if (probe.probeId === 'P1') first = answer;
    results.push(judge(probe, answer, tools.markers, positiveOf(first, tools.markers)));
  }
  for (const [probeId, definition] of Object.entries<ProbeDefinition>(probeCatalogue)) {
    if (definition.notProvable !== undefined && isProbeId(probeId))
      results.push(unproven(probeId, definition.notProvable));
  }
  return results.sort((a, b) => order.indexOf(a.probeId) - order.indexOf(b.probeId));
};

/** Probes that must have passed before anyone may rely on the API; the others must not have failed. */
const indispensable = ['P1', 'P2', 'P3'];

/** Why one round does not prove the API hardened; undefined when it does. */
const unprovenReason = (results: readonly ProbeResult[]): string | undefined => {
  const bad = results.filter((result) => result.outcome === 'failed');
  if (bad.length)
    return bad
      .map((result) => `${result.probeId} ${result.method} ${result.path}: ${result.observed}`)
      .join('; ');
  const missing = indispensable.filter(
    (id) => !results.some((result) => result.probeId === id && result.outcome === 'passed'),
  );
  if (!missing.length) return undefined;
  return missing
    .map(
      (id) =>
        `${id} was not proven: ${results.find((result) => result.probeId === id)?.observed ?? 'not run'}`,
    )
    .join('; ');
};

/** Why the probes do not prove the API hardened; undefined when they do. */
export const proofProblem = ({ results, settled }: Settled): string | undefined =>
  unprovenReason(results) ?? (settled ? undefined : 'The answers did not settle: rounds kept disagreeing.');

const signature = (results: readonly ProbeResult[]): string =>
  results.map((result) => `${result.probeId} ${result.method} ${result.path} ${result.outcome}`).join('\n');

export interface Rounds {
  /** Agreeing rounds in a row that settle the result. */
  readonly consecutive: number;
  /** Rounds at most. */
  readonly rounds: number;
  readonly pauseMillis: number;
}

export interface Settled {
  readonly results: readonly ProbeResult[];
  /** False when the rounds ended without enough agreeing ones in a row. */
  readonly settled: boolean;
}

/**
 * Repeats the suite until enough rounds in a row agree: right after a change some parts of the gateway still answer as
 * before. With `proof`, only rounds that prove the API settle it early; a failing one may still be the old answer.
 */
export const settledSuite = async (
  plan: ProbePlan,
  site: ProbeSite,
  tools: ProbeTools,
  limits: Rounds,
  proof: boolean,
): Promise<Settled> => {
  let agreeing = 0;
  let results: readonly ProbeResult[] = [];
  for (let round = 0; round < limits.rounds; round++) {
    if (round > 0) await tools.wait(limits.pauseMillis);
    const next = await runSuite(plan, site, tools);
    agreeing = signature(next) === signature(results) ? agreeing + 1 : 1;
    results = next;
    if (agreeing >= limits.consecutive && !(proof && unprovenReason(results) !== undefined))
      return { results, settled: true };
  }
  return { results, settled: agreeing >= limits.consecutive };
};
