import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { outerGates } from '../../../core/documentation/gates.ts';
import type { DocumentationResult } from '../../../core/documentation/result.ts';
import { apiId, cycleId } from '../../../core/identifiers.ts';
import type { ApiRecord } from '../../../core/inventory/api-record.ts';
import { eligibilityPolicy, type TriageSubject, triage } from '../../../core/inventory/eligibility.ts';
import type { AssessmentResult } from '../../../core/posture/assessment.ts';
import type { CheckId, CheckResult } from '../../../core/posture/check.ts';
import { plainRecord, said } from '../../support/provenanced.ts';

const policy = eligibilityPolicy.parse(parse(readFileSync('policy/eligibility.yaml', 'utf8')));
const id = apiId('accounts-1');
const cycle = cycleId('cycle-1');

const record: ApiRecord = {
  apiId: id,
  name: said('accounts', 'api-gateway-rest', 'arn'),
  owner: said('team', 'openapi-document', 'specs/accounts.yaml'),
  ...plainRecord,
  partners: [],
  hosts: ['api.demo-bank.test'],
  gateway: {
    kind: 'REST',
    account: '000000000000',
    region: 'us-east-1',
    gatewayId: 'g1',
    stages: ['live'],
    domains: [{ domainName: 'api.demo-bank.test', basePath: 'accounts', stage: 'live' }],
  },
  documentKey: 'specs/accounts.yaml',
  endpoints: [],
  evidence: [],
  confidence: 0.95,
  firstSeenCycle: 'cycle-1',
  lastSeenCycle: 'cycle-1',
};
const documentation: DocumentationResult = {
  apiId: id,
  cycleId: cycle,
  source: 'registry',
  score: 84,
  grade: 'B',
  gates: [],
  checks: [],
  nextBestFixes: [],
  rulesetVersion: '1',
  rulesetHash: 'h',
};
const check = (
  checkId: CheckId,
  status: 'PASS' | 'FAIL' | 'UNKNOWN' | 'NOT_APPLICABLE' | 'CAPABILITY_GAP',
): CheckResult => {
  const base = {
    checkId,
    severity: 'HIGH',
    resource: 'arn',
    evidenceGrade: 'DEPLOYED',
    reason: `${checkId} says so.`,
    evidence: [],
  } as const;
  return status === 'UNKNOWN' ? { ...base, status, unknown: 'ACCESS_DENIED' } : { ...base, status };
};
const assessed = (...results: readonly CheckResult[]): AssessmentResult => ({
  apiId: id,
  cycleId: cycle,
  assessedAt: '2026-11-20T00:00:00.000Z',
  results,
  counts: { pass: 0, fail: 0, unknown: 0, notApplicable: 0, capabilityGap: 0 },
});
const subject: TriageSubject = {
  home: { account: '000000000000', region: 'us-east-1' },
  cycleId: cycle,
  record,
  documentation,
  assessment: assessed(check('AUTHN-01', 'FAIL'), check('TLS-12', 'PASS'), check('INV-01', 'NOT_APPLICABLE')),
  exceptionRequested: false,
};
const decide = (parts: Partial<TriageSubject>) => triage({ ...subject, ...parts }, policy);

describe('an API on the gateway', () => {
  test('with nothing failing stays where it is', () => {
    expect(decide({ assessment: assessed(check('AUTHN-01', 'PASS')) })).toMatchObject({
      verdict: 'conforming',
      action: 'none',
      mendedByMigration: [],
      blocking: [],
    });
  });

  test('whose failures the hardening mends is migrated', () => {
    expect(decide({})).toEqual({
      apiId: id,
      cycleId: cycle,
      verdict: 'conforming',
      action: 'migrate',
      reasons: ['The migration mends AUTHN-01.'],
      mendedByMigration: ['AUTHN-01'],
      blocking: [],
      policyVersion: policy.version,
    });
  });

  test.each([
    'AUTHN-01',
    'AUTHN-12',
    'TRAF-01',
    'VAL-01',
    'NET-02',
    'OBS-01',
    'OBS-07',
    'INV-09',
    'GOV-01',
  ] as const)('a failed %s does not block', (checkId) => {
    expect(decide({ assessment: assessed(check(checkId, 'FAIL')) })).toMatchObject({ action: 'migrate' });
  });

  test.each(['TLS-01', 'TLS-12', 'INV-01'] as const)(
    'a failed %s blocks, an unknown one leaves it open',
    (checkId) => {
      expect(decide({ assessment: assessed(check(checkId, 'FAIL')) })).toMatchObject({
        verdict: 'nonconforming',
        action: 'owner-task',
        blocking: [checkId],
        reasons: [`${checkId}: ${checkId} says so.`],
      });
      expect(decide({ assessment: assessed(check(checkId, 'UNKNOWN')) })).toMatchObject({
        verdict: 'unknown',
        action: 'owner-task',
        blocking: [checkId],
      });
    },
  );

  test('a check at many places blocks once, by its failure', () => {
    const results = [check('TLS-12', 'UNKNOWN'), check('TLS-12', 'FAIL'), check('TLS-12', 'FAIL')];
    expect(decide({ assessment: assessed(...results) })).toMatchObject({
      verdict: 'nonconforming',
      blocking: ['TLS-12'],
    });
  });

  test('HTTP APIs are hardened by their owner; APIs without a domain need one first', () => {
    const gateway = record.gateway;
    if (!gateway) throw new Error('unreachable');
    const http = { ...record, gateway: { ...gateway, kind: 'HTTP' as const } };
    expect(decide({ record: http })).toMatchObject({ verdict: 'conforming', action: 'none' });
    const unmapped = { ...record, gateway: { ...gateway, domains: [] } };
    expect(decide({ record: unmapped })).toMatchObject({ verdict: 'conforming', action: 'owner-task' });
  });

  test('a control that its kind cannot have is said and does not block where hardening mends it', () => {
    const result = decide({ assessment: assessed(check('VAL-01', 'CAPABILITY_GAP')) });
    expect(result).toMatchObject({ verdict: 'conforming', action: 'none' });
    expect(result.reasons).toContain('VAL-01 cannot be met by this kind of API.');
    expect(decide({ assessment: assessed(check('TLS-12', 'CAPABILITY_GAP')) })).toMatchObject({
      verdict: 'nonconforming',
    });
  });
});

describe('documentation and ownership', () => {
  test('80 is enough, 79.9 is not', () => {
    expect(decide({ documentation: { ...documentation, score: 80 } })).toMatchObject({
      verdict: 'conforming',
    });
    expect(decide({ documentation: { ...documentation, score: 79.9 } })).toMatchObject({
      verdict: 'nonconforming',
      blocking: ['DOCUMENTATION_SCORE'],
    });
  });

  test('any gate blocks, whatever the score', () => {
    expect(
      decide({ documentation: { ...documentation, score: 0, gates: [outerGates.undocumented] } }),
    ).toMatchObject({
      verdict: 'nonconforming',
      blocking: ['UNDOCUMENTED'],
    });
  });

  test('an API without an owner is nonconforming', () => {
    const { owner: _, ...orphan } = record;
    expect(decide({ record: orphan })).toMatchObject({ verdict: 'nonconforming', blocking: ['OWNER'] });
  });

  test('what was not measured is unknown, and never conforming', () => {
    expect(decide({ documentation: undefined, assessment: undefined })).toMatchObject({
      verdict: 'unknown',
      action: 'owner-task',
      blocking: ['DOCUMENTATION', 'ASSESSMENT'],
    });
  });

  test('a filed exception brings a nonconforming API before the risk department, a conforming one not', () => {
    const low = { ...documentation, score: 40 };
    expect(decide({ documentation: low, exceptionRequested: true })).toMatchObject({
      verdict: 'nonconforming',
      action: 'review',
    });
    expect(decide({ exceptionRequested: true })).toMatchObject({ verdict: 'conforming', action: 'migrate' });
    expect(decide({ assessment: undefined, exceptionRequested: true })).toMatchObject({
      verdict: 'unknown',
      action: 'owner-task',
    });
  });
});

describe('an API outside of the gateway', () => {
  const { gateway: _, ...outside } = record;
  const endpoint = {
    method: 'GET',
    template: '/x',
    state: 'shadow',
    documented: false,
    onGateway: false,
    observed: true,
    requests: 9,
    principals: 2,
  } as const;

  test('that nobody was seen to call is unknown', () => {
    expect(decide({ record: outside })).toMatchObject({
      verdict: 'unknown',
      action: 'owner-task',
      blocking: ['GATEWAY'],
    });
  });

  test('that clients call is nonconforming', () => {
    expect(decide({ record: { ...outside, endpoints: [endpoint] } })).toMatchObject({
      verdict: 'nonconforming',
      action: 'owner-task',
    });
  });

  test('with a filed exception goes to the risk department', () => {
    expect(decide({ record: outside, exceptionRequested: true })).toMatchObject({
      verdict: 'nonconforming',
      action: 'review',
    });
  });
});

test('an API of another account or Region is never migrated from here', () => {
  const elsewhere = decide({ home: { account: '000000000000', region: 'eu-central-1' } });
  expect(decide({}).action).toBe('migrate');
  expect(elsewhere).toMatchObject({ verdict: 'conforming', action: 'owner-task' });
  expect(elsewhere.reasons[0]).toContain('never changed from here');
});
