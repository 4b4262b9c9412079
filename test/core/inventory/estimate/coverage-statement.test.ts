import { describe, expect, test } from '@jest/globals';
import { collectors } from '../../../../core/inventory/collectors/registry.ts';
import { coverageStatement } from '../../../../core/inventory/estimate/coverage-statement.ts';
import { notCovered } from '../../../../core/inventory/estimate/not-covered.ts';
import type { EvidenceSource } from '../../../../core/inventory/evidence.ts';
import type { SourceCoverage } from '../../../../core/inventory/source-coverage.ts';

const readAt = '2026-11-20T06:00:00.000Z';
const of = (
  source: string,
  state: SourceCoverage['state'],
  rest: Partial<SourceCoverage> = {},
): SourceCoverage => ({
  source,
  account: '111122223333',
  region: 'eu-central-1',
  state,
  read: 0,
  failures: [],
  ...rest,
});
const denied = (call: string, right: string, about = '') => ({
  call,
  reason: 'ACCESS_DENIED' as const,
  about,
  right,
});
const row = (coverage: SourceCoverage) => coverageStatement([coverage]).rows[0];

describe('the coverage of one source', () => {
  test('read whole: when, how many, and nothing that is not seen', () => {
    expect(row(of('rest-apis', 'READ', { listed: 12, read: 12, readAt }))).toEqual({
      source: 'rest-apis',
      title: 'API Gateway REST APIs',
      place: '111122223333 eu-central-1',
      account: '111122223333',
      region: 'eu-central-1',
      state: 'READ',
      listed: 12,
      read: 12,
      readAt,
      failures: [],
      missingRights: [],
      notSeen: '',
    });
  });

  test('refused: the right that is missing, and what is therefore not seen', () => {
    expect(
      row(of('lambda-urls', 'UNREAD', { failures: [denied('ListFunctions', 'lambda:ListFunctions')] })),
    ).toMatchObject({
      failures: ['ListFunctions is not allowed'],
      missingRights: ['lambda:ListFunctions'],
      notSeen:
        'Not seen: functions that answer the internet on a URL of their own, with or without a signature.',
    });
  });

  test('in part: how many of how many, alike failures once', () => {
    const failures = ['a', 'b', 'c'].map((name) =>
      denied('GetPolicy', 'lambda:GetPolicy', `arn:aws:lambda:eu-central-1:111122223333:function:${name}`),
    );
    expect(row(of('lambda-urls', 'PARTIAL', { listed: 9, read: 6, readAt, failures }))).toMatchObject({
      failures: ['GetPolicy is not allowed for 3 things'],
      missingRights: ['lambda:GetPolicy'],
      notSeen: expect.stringMatching(/^Not seen: 3 of 9, of functions that answer/),
    });
  });

  test('stale: since when', () => {
    expect(
      row(
        of('route53', 'STALE', {
          readAt,
          failures: [{ call: 'ListHostedZones', reason: 'THROTTLED', about: '' }],
        }),
      ),
    ).toMatchObject({
      staleSince: readAt,
      failures: ['ListHostedZones was throttled'],
      notSeen: expect.stringMatching(/^Seen as of 2026-11-20 only: the names/),
    });
  });

  test('a service that the Region does not have hides nothing', () => {
    const unsupported = of('app-runner', 'UNREAD', {
      failures: [{ call: 'ListServices', reason: 'UNSUPPORTED', about: '' }],
    });
    expect(row(unsupported)?.notSeen).toBe(
      'The service is not offered in this Region: there is nothing to see.',
    );
    expect(notCovered(coverageStatement([of('waf', 'READ'), unsupported]), [])).not.toContain(
      expect.stringContaining('App Runner'),
    );
  });

  test('what was handed in is named by its file and its kind', () => {
    const handedIn: SourceCoverage = {
      source: 'openapi',
      place: 'imports/pay.yaml',
      state: 'UNREAD',
      read: 0,
      failures: [{ call: 'ReadImport', reason: 'PARSE', about: '' }],
    };
    expect(row(handedIn)).toMatchObject({
      title: 'OpenAPI document',
      place: 'imports/pay.yaml',
      failures: ['it could not be understood'],
      notSeen: 'Not seen: what it says.',
    });
    expect(row(handedIn)).not.toHaveProperty('account');
  });

  test.each(collectors.map(({ id, shows }) => [id, shows] as const))(
    '%s: what it shows stands in the sentence',
    (id, shows) => {
      const { notSeen = '' } = row(of(id, 'UNREAD', { failures: [denied('List', 'x:List')] })) ?? {};
      expect(notSeen.toLowerCase()).toContain(shows.replace(/\.$/, '').toLowerCase());
    },
  );
});

describe('the statement', () => {
  const dark = of('rest-apis', 'UNREAD', {
    account: '999900001111',
    failures: [denied('GetRestApis', 'apigateway:GET')],
  });
  const coverage = [
    of('route53', 'READ'),
    dark,
    of('rest-apis', 'READ'),
    of('cloudfront', 'UNREAD', { failures: [denied('ListDistributions', 'cloudfront:ListDistributions')] }),
  ];

  test('stands by place, and in it in the order of the registry, however it comes', () => {
    const { rows, counts } = coverageStatement(coverage);
    expect(rows.map(({ place, source }) => `${place} ${source}`)).toEqual([
      '111122223333 eu-central-1 rest-apis',
      '111122223333 eu-central-1 cloudfront',
      '111122223333 eu-central-1 route53',
      '999900001111 eu-central-1 rest-apis',
    ]);
    expect(counts).toEqual({ READ: 2, PARTIAL: 0, STALE: 0, UNREAD: 2 });
    expect(coverageStatement(coverage.toReversed())).toEqual(coverageStatement(coverage));
  });

  test('accounts of which nothing could be read are dark', () => {
    expect(coverageStatement(coverage).dark).toEqual(['999900001111']);
  });

  test('what no source covers: dark accounts, refused sources, silent kinds, what the bank says itself', () => {
    const record = {
      evidence: (['api-gateway-rest', 'route53', 'openapi-document', 'har'] as EvidenceSource[]).map(
        (source) => ({
          source,
          locator: 'x',
          observedAt: readAt,
          confidence: 0.5,
        }),
      ),
    };
    expect(notCovered(coverageStatement(coverage), [record], ['the on-premises site'])).toEqual([
      'account 999900001111',
      'the CloudFront distributions of 111122223333 eu-central-1',
      'scans',
      'a workshop',
      'partner contracts',
      'the on-premises site',
    ]);
    const second = { ...dark, account: '888800001111' };
    expect(notCovered(coverageStatement([...coverage, second]), [record])[0]).toBe('2 accounts');
  });
});
