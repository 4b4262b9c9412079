import type { ProbeId } from './catalogue.ts';
import type { ProbePlan, ProbeRoute } from './routes.ts';

/** One request of the suite; the token itself is put in when it is sent, and never kept. */
export interface ProbeCase {
  readonly probeId: ProbeId;
  readonly route: ProbeRoute;
  readonly credential: 'valid' | 'none' | 'garbage';
  readonly body?: { readonly text: string; readonly contentType: string };
  /** `default-endpoint`: the execute-api host of the stage instead of the custom domain. */
  readonly at: 'domain' | 'default-endpoint';
}

/** Probes that the plan has no route for, with the reason. */
export interface Suite {
  readonly cases: readonly ProbeCase[];
  readonly without: readonly { readonly probeId: ProbeId; readonly reason: string }[];
}

/** The suite as data. P1 stands first: several others only mean something on a route where it succeeded. */
export const probeSuite = (plan: ProbePlan): Suite => {
  const cases: ProbeCase[] = [];
  const without: { probeId: ProbeId; reason: string }[] = [];
  const domain = 'domain' as const;
  if (plan.read) {
    cases.push(
      { probeId: 'P1', route: plan.read, credential: 'valid', at: domain },
      { probeId: 'P2', route: plan.read, credential: 'none', at: domain },
      { probeId: 'P3', route: plan.read, credential: 'garbage', at: domain },
    );
  } else
    for (const probeId of ['P1', 'P2', 'P3'] as const)
      without.push({ probeId, reason: 'The document has no GET operation.' });
  if (plan.write) {
    const { invalidBody, ...route } = plan.write;
    cases.push(
      {
        probeId: 'P7',
        route,
        credential: 'valid',
        at: domain,
        body: { text: invalidBody, contentType: 'application/json' },
      },
      {
        probeId: 'P8',
        route,
        credential: 'valid',
        at: domain,
        body: { text: invalidBody, contentType: 'text/plain' },
      },
    );
  } else
    for (const probeId of ['P7', 'P8'] as const)
      without.push({
        probeId,
        reason: 'No operation takes a JSON body whose every Content-Type is validated.',
      });
  if (plan.incomplete) {
    const { missing: _, ...route } = plan.incomplete;
    cases.push({ probeId: 'P11', route, credential: 'valid', at: domain });
  } else without.push({ probeId: 'P11', reason: 'No GET operation requires a query or header parameter.' });
  for (const route of plan.undeclared) cases.push({ probeId: 'P12', route, credential: 'valid', at: domain });
  if (plan.read)
    cases.push({ probeId: 'P15', route: plan.read, credential: 'valid', at: 'default-endpoint' });
  else without.push({ probeId: 'P15', reason: 'The document has no GET operation.' });
  return { cases, without };
};
