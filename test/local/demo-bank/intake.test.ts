import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { loadPolicy } from '../../../aws/policy.ts';
import { readDocument } from '../../../core/documentation/read-document.ts';
import { scoreDocument } from '../../../core/documentation/score.ts';
import { cyclePolicy } from '../../../core/inventory/cycle-plan.ts';
import { eligibilityPolicy } from '../../../core/inventory/eligibility.ts';
import { readPartners } from '../../../core/inventory/partners-file.ts';
import { readSources } from '../../../core/inventory/sources-file.ts';
import { readStakeholders } from '../../../core/inventory/stakeholders-file.ts';
import { readWorkshop } from '../../../core/inventory/workshop.ts';
import { conversionReport, convert } from '../../../core/migration/convert/convert.ts';
import { parseOpenApi } from '../../../core/migration/convert/parse.ts';
import { serverPrefix } from '../../../core/migration/convert/server-prefix.ts';
import { readExceptionRequest } from '../../../core/risk/exception-request.ts';
import { riskPolicy } from '../../../core/risk/policy.ts';
import { tierOf } from '../../../core/risk/tier.ts';
import { handedIn as handedInBytes } from '../../../local/demo-bank/intake.ts';
import { intakeFile, intakeKeys } from '../../../local/demo-bank/intake-folder.ts';
import { logBucket } from '../../../local/demo-bank/logs.ts';

const now = new Date('2026-11-24T09:30:00Z');
const issuer = 'http://127.0.0.1:23456';
const handedIn = (...of: Parameters<typeof handedInBytes>): string => handedInBytes(...of).toString('utf8');

test('everything that people hand in is there', () => {
  expect(intakeKeys().filter((key) => !key.startsWith('imports/'))).toEqual([
    'exceptions/h2h-files.yaml',
    'partners.yaml',
    'sources.yaml',
    'specs/accounts.yaml',
    'specs/consents.yaml',
    'specs/fx-orders.yaml',
    'specs/fx-rates.yaml',
    'specs/limits.yaml',
    'specs/market-data.yaml',
    'specs/payments.yaml',
    'specs/sepa-instant.yaml',
    'specs/standing-orders.yaml',
    'specs/statements.yaml',
    'stakeholders.yaml',
    'workshop/2026-q4.csv',
  ]);
});

describe('stakeholders', () => {
  const { stakeholders, problems } = readStakeholders(handedIn('stakeholders.yaml', issuer, now), 's');

  test('are known by the local issuer', () => {
    expect(problems).toEqual([]);
    for (const { person } of stakeholders) expect(person.startsWith(`${issuer}|`)).toBe(true);
  });

  test('hold every role and seat that a cycle needs', () => {
    const needed = loadPolicy('cycle', cyclePolicy);
    for (const role of needed.requiredRoles)
      expect(stakeholders.some(({ roles }) => roles.includes(role))).toBe(true);
    for (const seat of ['RISK', 'SECURITY', 'DATA_PROTECTION', 'HEAD_OF_RISK'] as const)
      expect(stakeholders.some(({ seats }) => seats.includes(seat))).toBe(true);
  });
});

test('partners are five, and one contract is over', () => {
  const { partners, problems } = readPartners(intakeFile('partners.yaml'), 'partners.yaml');
  expect(problems).toEqual([]);
  expect(partners).toHaveLength(5);
  expect(partners.filter(({ until }) => until < '2026-11-24').map(({ name }) => name)).toEqual([
    'Mosaic Lending',
  ]);
});

test('sources name the account and both kinds of log', () => {
  const { accounts, logs, problems } = readSources(intakeFile('sources.yaml'), 'sources.yaml');
  expect(problems).toEqual([]);
  expect(accounts.map(({ account, regions }) => `${account} ${regions.join(' ')}`)).toEqual([
    '000000000000 us-east-1',
    '111122223333 us-east-1 eu-central-1',
    '444455556666 us-east-1 eu-central-1',
  ]);
  expect(logs.map(({ bucket, format }) => [bucket, format])).toEqual([
    [logBucket, 'api-gateway-json'],
    [logBucket, 'alb'],
  ]);
});

test('one row of the workshop is malformed and said with its line; the rest are claims', () => {
  const { evidence, problems } = readWorkshop(intakeFile('workshop/2026-q4.csv'), 'w', now.toISOString());
  expect(problems.map(({ line }) => line)).toEqual([9]);
  expect(evidence.map(({ apiName }) => apiName)).toEqual([
    'payments',
    'accounts',
    'consents',
    'cards',
    'fx-rates',
    'h2h-files',
    'mandates',
    'open-finance',
    'claims',
    'treasury',
  ]);
  expect(evidence.find(({ apiName }) => apiName === 'h2h-files')).toMatchObject({
    owner: 'samir.haddad@demo-bank.test',
    dataClass: 'secret',
    exposure: 'partner',
    partners: ['Fjord Pay', 'Harbourstone'],
  });
});

describe('specs', () => {
  const score = (name: string) => scoreDocument(intakeFile(`specs/${name}.yaml`), name);
  const { minimumScore } = loadPolicy('eligibility', eligibilityPolicy);

  test.each(['accounts', 'payments'])('%s is complete', (name) => {
    expect(score(name)).toMatchObject({ score: 100, gates: [] });
  });

  test('consents is mediocre and has an open operation', () => {
    const { score: points, gates } = score('consents');
    expect(points).toBeGreaterThan(30);
    expect(points).toBeLessThan(minimumScore);
    expect(gates.map(({ code }) => code)).toEqual(['UNAUTHENTICATED_OPERATION']);
  });

  test('fx-rates is malformed and said with its line', () => {
    const reading = readDocument(intakeFile('specs/fx-rates.yaml'), 'specs/fx-rates.yaml');
    expect(reading.ok).toBe(false);
    expect(reading.problems[0]).toMatchObject({ file: 'specs/fx-rates.yaml', line: 5 });
  });

  test('accounts becomes an import document with every route, below the version of its server', () => {
    const source = parseOpenApi(intakeFile('specs/accounts.yaml'));
    const prefix = serverPrefix(source, { domainName: 'api.demo-bank.test', basePath: 'accounts' });
    const converted = convert(source, prefix);
    expect(conversionReport(converted)).toMatchObject({ convertible: true, blocked: [] });
    expect(Object.keys(converted.document.paths as object)).toEqual([
      '/v1/accounts',
      '/v1/accounts/{accountId}',
      '/v1/accounts/{accountId}/transactions',
      '/v1/accounts/{accountId}/statement-requests',
    ]);
    expect(Object.keys(converted.models)).toEqual(['Delivery', 'StatementRequest']);
  });
});

describe('the exception request', () => {
  const policy = loadPolicy('risk', riskPolicy);
  const text = handedIn('exceptions/h2h-files.yaml', issuer, now);
  const read = readExceptionRequest(text, 'exceptions/h2h-files.yaml');

  test('is complete and compensates every gap', () => {
    if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join(' '));
    const { gaps, controls } = read.request;
    const compensated = new Set(controls.flatMap(({ gapIds }) => gapIds));
    expect(gaps.map(({ gapId }) => compensated.has(gapId))).toEqual([true, true, true]);
  });

  test('asks for a day within the maximum of its tier, whenever it is handed in', () => {
    const { residualRisk } = parse(text) as { residualRisk: { likelihood: number; impact: number } };
    const tier = tierOf({ residualRisk, dataClass: 'secret', exposure: 'partner' }, policy.tier);
    expect(tier).toBe('HIGH');
    for (const at of ['2026-11-24T09:30:00Z', '2027-02-28T23:59:59Z', '2028-12-31T00:00:00Z']) {
      const { requestedUntil } = parse(handedIn('exceptions/h2h-files.yaml', issuer, new Date(at))) as {
        requestedUntil: string;
      };
      const days = (Date.parse(requestedUntil) - Date.parse(at)) / 86_400_000;
      expect(days).toBeGreaterThan(80);
      expect(days).toBeLessThan(policy.maximumDays.HIGH);
    }
  });

  test('keeps the words of whoever wrote it', () => {
    expect(text).toContain('# Request to run the host-to-host file service outside of the gateway.');
    const original = parse(intakeFile('exceptions/h2h-files.yaml')) as object;
    expect(parse(text)).toEqual({ ...original, requestedUntil: '2027-02-17' });
  });
});
