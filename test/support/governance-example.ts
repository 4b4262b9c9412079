import { apiId, cycleId, exceptionId, migrationId, personId } from '../../core/identifiers.ts';
import type { ApiRecord, EndpointRecord, EndpointState } from '../../core/inventory/api-record.ts';
import type { Migration, MigrationState, ProbeResult } from '../../core/migration/migration.ts';
import type { CheckId, CheckResult, Severity } from '../../core/posture/check.ts';
import type { GovernanceState } from '../../core/report/governance-state.ts';
import type { CompensatingControl, Dossier, Review } from '../../core/risk/review.ts';
import { plainRecord, said } from './provenanced.ts';

const cycle = cycleId('cycle-20261124-020000');

const endpoint = (
  state: EndpointState,
  method: string,
  template: string,
  requests: number,
): EndpointRecord => ({
  method,
  template,
  state,
  documented: state === 'managed' || state === 'bypass' || state === 'orphan',
  onGateway: state !== 'shadow' && state !== 'bypass',
  observed: requests > 0,
  requests,
  principals: requests > 0 ? 3 : 0,
  ...(requests > 0 ? { lastSeen: '2026-11-23T21:14:00.000Z' } : {}),
});

const record = (name: string, change: Partial<ApiRecord> = {}): ApiRecord => ({
  apiId: apiId(`${name}-1a2b3c4d`),
  ...plainRecord,
  name: said(name),
  owner: said(`${name}-team@demo-bank.test`),
  exposure: said('partner' as const),
  dataClass: said('confidential' as const),
  partners: ['Blue Harbour Pay', 'Kestrel Lending'],
  hosts: ['api.demo-bank.test'],
  gateway: {
    kind: 'REST',
    account: '000000000000',
    region: 'eu-central-1',
    gatewayId: `${name.slice(0, 4)}9x2k4q`,
    stages: ['prod'],
    domains: [{ domainName: 'api.demo-bank.test', basePath: name, stage: 'prod' }],
  },
  documentKey: `specs/${name}.yaml`,
  endpoints: [
    endpoint('managed', 'GET', `/${name}`, 48_210),
    endpoint('managed', 'POST', `/${name}/{id}`, 9_120),
  ],
  evidence: [],
  confidence: 0.98,
  firstSeenCycle: cycle,
  lastSeenCycle: cycle,
  ...change,
});

const check = (
  checkId: CheckId,
  status: CheckResult['status'],
  severity: Severity,
  reason: string,
  fix?: string,
): CheckResult =>
  ({
    checkId,
    status,
    severity,
    ...(status === 'UNKNOWN' ? { unknown: 'ACCESS_DENIED' } : {}),
    stage: 'prod',
    method: 'GET',
    path: '/accounts/{id}/transactions',
    resource: 'arn:aws:apigateway:eu-central-1::/restapis/acco9x2k4q/stages/prod',
    evidenceGrade: status === 'UNKNOWN' ? 'NONE' : 'DEPLOYED',
    reason,
    evidence: [
      {
        call: 'GetDeployment',
        observedAt: '2026-11-24T02:01:00.000Z',
        field: 'authorizationType',
        value: 'NONE',
      },
    ],
    ...(fix ? { remediation: { text: fix, needsRedeploy: true } } : {}),
  }) as CheckResult;

const assessment = (name: string, results: readonly CheckResult[]) => ({
  apiId: apiId(`${name}-1a2b3c4d`),
  cycleId: cycle,
  assessedAt: '2026-11-24T02:02:00.000Z',
  results,
  counts: { pass: 0, fail: 0, unknown: 0, notApplicable: 0, capabilityGap: 0 },
});

const score = (name: string, value: number, grade: 'A' | 'B' | 'C' | 'D' | 'E') => ({
  apiId: apiId(`${name}-1a2b3c4d`),
  cycleId: cycle,
  source: 'registry' as const,
  documentKey: `specs/${name}.yaml`,
  score: value,
  grade,
  gates:
    value < 60 ? [{ code: 'G-NO-SECURITY', cap: 59, detail: 'No operation says how callers sign in.' }] : [],
  checks: [],
  nextBestFixes:
    value < 90 ? [{ checkId: 'DOC-OP-03', gain: 8, where: '/paths/~1accounts~1{id}/get/responses/404' }] : [],
  rulesetVersion: '2026-1',
  rulesetHash: '9f2c4be1aa03d7c55e20f1b8',
});

const triage = (name: string, verdict: 'conforming' | 'nonconforming' | 'unknown', reason: string) => ({
  apiId: apiId(`${name}-1a2b3c4d`),
  cycleId: cycle,
  verdict,
  action: verdict === 'conforming' ? ('migrate' as const) : ('owner-task' as const),
  reasons: [reason],
  mendedByMigration: [],
  blocking: [],
  policyVersion: '2026-1',
});

const control: CompensatingControl = {
  controlId: 'CTL-1',
  gapIds: ['GAP-1'],
  constraints: 'The protocol is a file transfer, not HTTP request and response.',
  definition: 'Mutual TLS with client certificates of the bank’s own authority, one for each partner',
  objective: 'Only contracted partners reach the service.',
  identifiedRisk: 'A stolen certificate lets somebody send files in a partner’s name.',
  validation: 'Penetration test of September 2026 by the security team, report SEC-412.',
  maintenance: 'The platform team rotates certificates yearly, next in February 2027.',
  verifyBy: { method: 'automatic', checkId: 'TLS-12' },
};

const rita = personId('https://id.demo-bank.test', 'rita');

const review = (name: string, state: Review['state'], at: string): { review: Review; dossier: Dossier } => {
  const id = exceptionId(`EX-${name.slice(0, 3)}3f2a9c1`);
  const seat = { seat: 'RISK' as const, candidates: [rita] };
  const vote = {
    seat: 'RISK' as const,
    choice: state === 'REJECTED' ? ('REJECT' as const) : ('APPROVE' as const),
    person: rita,
    personName: 'Rita Okafor',
    rationale:
      state === 'REJECTED'
        ? 'The same gap was accepted twice already. Close it first.'
        : 'The certificates are rotated and tested, and the date is before the core release.',
    dossierHash: '5d2e9b0c4a7f1e63d8b2c9a05f4e7d1b6a3c8f20e9d4b7a1c6f3e8d2b5a09c74',
    round: 1,
    at,
    receipt: 'b7a1c6f3e8d2b5a09c74',
  };
  const base = {
    exceptionId: id,
    apiId: apiId(`${name}-1a2b3c4d`),
    apiName: name,
    tier: 'MEDIUM' as const,
    round: 1,
    openedAt: '2026-11-24T02:03:00.000Z',
    lapseAt: '2026-12-08T02:03:00.000Z',
    dossierKey: `exceptions/${id}/dossier-r1.json`,
    dossierHash: vote.dossierHash,
    policyVersion: '2026-1',
  };
  const dossier: Dossier = {
    exceptionId: id,
    round: 1,
    apiId: base.apiId,
    apiName: name,
    owner: `${name}-team@demo-bank.test`,
    exposure: 'partner',
    dataClass: 'confidential',
    partners: ['Blue Harbour Pay', 'Kestrel Lending'],
    requests: 18_240,
    justification:
      'The service ends its own mutual TLS and cannot move behind the gateway before the core banking release.',
    gaps: [
      {
        gapId: 'GAP-1',
        requirement: 'Every partner call passes the API gateway.',
        finding: 'Partners send files straight to the host-to-host service.',
      },
    ],
    controls: [control],
    inherentRisk: { likelihood: 4, impact: 4 },
    residualRisk: { likelihood: 2, impact: 3 },
    tier: 'MEDIUM',
    requestedUntil: '2027-01-15',
    requester: { person: personId('https://id.demo-bank.test', 'olga'), name: 'Olga Marek' },
    apiOwner: personId('https://id.demo-bank.test', 'bruno'),
    policyVersion: '2026-1',
  };
  if (state === 'IN_REVIEW')
    return { review: { ...base, state, seats: [{ ...seat, state: 'OPEN' }] }, dossier };
  if (state === 'LAPSED')
    return { review: { ...base, state, decidedAt: at, seats: [{ ...seat, state: 'CANCELLED' }] }, dossier };
  const seats = [{ ...seat, state: 'DECIDED' as const, vote }];
  return state === 'CONDITIONAL'
    ? { review: { ...base, state, decidedAt: at, expiresAt: '2027-01-15T23:59:59.000Z', seats }, dossier }
    : { review: { ...base, state, decidedAt: at, seats }, dossier };
};

const probe = (
  probeId: string,
  title: string,
  outcome: ProbeResult['outcome'],
  observed: string,
  expected: string,
): ProbeResult => ({ probeId, title, method: 'GET', path: '/accounts/{id}', outcome, observed, expected });

const migration = (name: string, state: MigrationState, failure?: string): Migration => ({
  migrationId: migrationId(`MIG-${name}`),
  apiId: apiId(`${name}-1a2b3c4d`),
  apiName: name,
  cycleId: cycle,
  state,
  source: { gatewayId: 'acco9x2k4q', stage: 'prod', domainName: 'api.demo-bank.test', basePath: name },
  ...(state === 'REFUSED'
    ? {}
    : { target: { gatewayId: 'k3v8m1t0ze', stage: 'live' }, planHash: 'e8d2b5a09c74b7a1' }),
  steps: [
    { name: 'LockApi', state: 'DONE', at: '2026-11-24T02:04:00.000Z', detail: 'Held for this migration.' },
    {
      name: 'CreateTarget',
      state: state === 'COMPENSATED' ? 'UNDONE' : 'DONE',
      at: '2026-11-24T02:04:09.000Z',
      detail: 'Created closed: k3v8m1t0ze.',
    },
    ...(failure
      ? [
          {
            name: 'ImportDefinition',
            state: 'FAILED' as const,
            at: '2026-11-24T02:04:14.000Z',
            detail: failure,
          },
        ]
      : []),
  ],
  probesBefore:
    state === 'VERIFIED'
      ? [
          probe(
            'P1',
            'A request with a valid token reaches the backend',
            'passed',
            '200, marked by the backend',
            '2xx, marked by the backend',
          ),
          probe(
            'P2',
            'No token is refused',
            'failed',
            '200, the backend answered',
            '401 or 403 on the route that P1 reached',
          ),
          probe(
            'P12',
            'What nobody declared is refused',
            'failed',
            '200, the backend answered',
            '403 or 404 by the gateway',
          ),
          probe(
            'P14',
            'The web ACL is in force',
            'not-provable',
            'The migration attaches no web ACL.',
            '403 by AWS WAF',
          ),
        ]
      : [],
  probesAfter:
    state === 'VERIFIED'
      ? [
          probe(
            'P1',
            'A request with a valid token reaches the backend',
            'passed',
            '200, marked by the backend',
            '2xx, marked by the backend',
          ),
          probe(
            'P2',
            'No token is refused',
            'passed',
            '401 by the gateway',
            '401 or 403 on the route that P1 reached',
          ),
          probe(
            'P12',
            'What nobody declared is refused',
            'passed',
            '403 by the gateway',
            '403 or 404 by the gateway',
          ),
          probe(
            'P14',
            'The web ACL is in force',
            'not-provable',
            'The migration attaches no web ACL.',
            '403 by AWS WAF',
          ),
        ]
      : [],
  ...(failure ? { failure } : {}),
  startedAt: '2026-11-24T02:04:00.000Z',
  ...(state === 'RUNNING' ? {} : { finishedAt: '2026-11-24T02:05:31.000Z' }),
});

/** One of everything a report can show: each verdict, endpoint state, check status, review state and migration state. */
export const exampleState = (): GovernanceState => ({
  readAt: '2026-11-24T02:30:00.000Z',
  cycle: {
    cycleId: cycle,
    trigger: 'schedule',
    state: 'FINISHED',
    startedAt: '2026-11-24T02:00:00.000Z',
    finishedAt: '2026-11-24T02:06:12.000Z',
    counts: {},
    problems: [
      {
        file: 'workshop/inventory.csv',
        line: 7,
        message: 'The row has 6 of 8 columns.',
        fix: 'Write owner and data_class.',
      },
      {
        file: 'specs/legacy.yaml',
        pointer: '/paths/~1loans/get',
        message: 'The operation has no responses.',
        fix: 'Add at least one response.',
      },
    ],
  },
  apis: [
    {
      record: record('accounts', {
        endpoints: [
          endpoint('managed', 'GET', '/accounts/{id}', 182_400),
          endpoint('undocumented', 'GET', '/accounts/internal/export', 40),
          endpoint('orphan', 'DELETE', '/accounts/{id}/consents/{consentId}', 0),
          endpoint('stranded', 'PUT', '/accounts/{id}', 0),
        ],
      }),
      documentation: score('accounts', 93, 'A'),
      triage: triage(
        'accounts',
        'conforming',
        'The migration closes the open catch-all and adds request validation.',
      ),
      assessment: assessment('accounts', [
        check(
          'AUTHN-01',
          'FAIL',
          'CRITICAL',
          'ANY /{proxy+} on stage prod answers anybody.',
          'Attach an authorizer to ANY /{proxy+}, then deploy.',
        ),
        check(
          'TRAF-01',
          'FAIL',
          'MEDIUM',
          'Stage prod has no throttle of its own.',
          'Set a throttle of 100 requests per second on the stage.',
        ),
        check('TLS-01', 'PASS', 'HIGH', 'api.demo-bank.test asks for TLS 1.2.'),
      ]),
    },
    {
      record: record('consents', { endpoints: [endpoint('bypass', 'POST', '/consents', 312)] }),
      documentation: score('consents', 54, 'D'),
      triage: triage('consents', 'nonconforming', 'The document scores 54 of 100; 80 is asked for.'),
      assessment: assessment('consents', [
        check(
          'OBS-01',
          'UNKNOWN',
          'HIGH',
          'GetStage was refused: the reader may not read access-log settings.',
        ),
        check('VAL-01', 'CAPABILITY_GAP', 'HIGH', 'An HTTP API cannot validate request bodies.'),
        check('NET-02', 'NOT_APPLICABLE', 'LOW', 'There is no VPC link.'),
      ]),
    },
    {
      record: (({ gateway: _, owner: __, documentKey: ___, dataClass: ____, ...rest }) => rest)(
        record('loans-legacy', {
          hosts: ['loans.demo-bank.test'],
          partners: [],
          confidence: 0.9,
          endpoints: [
            endpoint('shadow', 'POST', '/loans/v1/applications', 2_214),
            endpoint('shadow', 'GET', '/loans/v1/applications/{id}', 6_530),
          ],
        }),
      ),
      triage: triage(
        'loans-legacy',
        'unknown',
        'Nobody is known to own it; it was seen in the ALB log only.',
      ),
    },
    { record: record('fx-rates', { endpoints: [] }) },
  ],
  reviews: [
    review('h2h-files', 'IN_REVIEW', ''),
    review('swift-relay', 'CONDITIONAL', '2026-11-24T02:20:00.000Z'),
    review('branch-sync', 'REJECTED', '2026-11-24T02:21:00.000Z'),
    review('atm-feed', 'LAPSED', '2026-11-24T02:22:00.000Z'),
  ],
  migrations: [
    migration('accounts', 'VERIFIED'),
    migration(
      'payouts',
      'COMPENSATED',
      'The import was refused: model Payout has a keyword that API Gateway does not know.',
    ),
    migration('statements', 'REFUSED', 'Two operations differ only in the name of a path parameter.'),
    migration('mandates', 'COMPENSATION_FAILED', 'The dark mapping could not be removed: access denied.'),
    migration('limits', 'RUNNING'),
  ],
  stakeholders: [],
});

/** A state before anything happened. */
export const emptyGovernance = (): GovernanceState => ({
  readAt: '2026-11-24T02:30:00.000Z',
  cycle: undefined,
  apis: [],
  reviews: [],
  migrations: [],
  stakeholders: [],
});
