import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { renderReport } from '../../../core/report/governance-report.ts';
import type { GovernanceState } from '../../../core/report/governance-state.ts';
import { emptyGovernance, exampleState } from '../../support/governance-example.ts';

const report = renderReport(exampleState());
const section = (id: string, text = report): string =>
  text.split(`<section id="${id}">`)[1]?.split('</section>\n<section')[0] ?? '';

describe('the report is one file', () => {
  test('that loads and runs nothing', () => {
    expect(report).not.toMatch(/<script|<link|<img|<iframe|<object|\ssrc=|url\(|@import|\son\w+=|\sstyle=/i);
    expect(
      [...report.matchAll(/href="([^"]+)"/g)]
        .map(([, href]) => href)
        .filter((href) => !href?.startsWith('#')),
    ).toEqual([]);
  });

  test('whose policy lets its own style sheet apply, and nothing else', () => {
    const [, sheet = ''] = /<style>([\s\S]*?)<\/style>/.exec(report) ?? [];
    const hash = createHash('sha256').update(sheet).digest('base64');
    expect(report).toContain(
      `content="default-src 'none'; style-src 'sha256-${hash}'"`.replaceAll("'", '&#39;'),
    );
    expect(report.match(/<style/g)).toHaveLength(1);
  });

  test('whose contents lead to sections that there are', () => {
    const ids = new Set([...report.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    const targets = [...report.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    expect(targets.length).toBeGreaterThan(7);
    expect(targets.filter((id) => !ids.has(id))).toEqual([]);
  });

  test('in which no id stands twice', () => {
    const ids = [...report.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('it shows', () => {
  test('every state there is, in words', () => {
    const words = [
      ...['conforming', 'nonconforming', 'unknown'],
      ...['shadow', 'undocumented', 'bypass', 'orphan', 'stranded', 'managed'],
      ...['waits for a decision', 'approved on conditions', 'rejected', 'lapsed'],
      ...['running', 'verified', 'refused', 'compensated', 'needs a person'],
      ...['passed', 'failed', 'not provable here'],
      ...['fail', 'capability gap', 'critical', 'high', 'medium'],
    ];
    for (const word of words) expect(report).toMatch(new RegExp(`class="badge \\w+">(\\d+ )?${word}<`));
  });

  test('decisions with who, when, why, receipt, and that measures must be proven first', () => {
    const text = section('reviews');
    for (const part of [
      'Rita Okafor',
      '24 Nov 2026, 02:20 UTC',
      'The certificates are rotated and tested',
      'b7a1c6f3e8d2b5a09c74',
    ])
      expect(text).toContain(part);
    expect(text).toContain('every alternate measure is proven');
    expect(text).toContain('Nobody decided in time');
  });

  test('the dossier: gaps, the worksheet of each measure, both ratings', () => {
    const text = section('reviews');
    for (const part of [
      'Every partner call passes the API gateway.',
      'Penetration test of September 2026',
      'machine, check TLS-12',
      '= 16 of 25',
      '= 6 of 25',
    ])
      expect(text).toContain(part);
  });

  test('failed checks gravest first, then unknown ones, with evidence and remediation', () => {
    const ids = [...section('checks').matchAll(/role="rowheader"><code class="id">([^<]+)/g)].map(
      ([, id]) => id,
    );
    expect(ids).toEqual(['AUTHN-01', 'TRAF-01', 'OBS-01', 'VAL-01']);
    const text = section('checks');
    expect(text).toContain('1 passed, 2 failed, 1 unknown');
    for (const part of [
      'ANY /{proxy+} on stage prod answers anybody.',
      'authorizationType = NONE',
      'Attach an authorizer',
      'Nothing could be read.',
    ])
      expect(text).toContain(part);
  });

  test('documentation, the lowest score first, with gates and what to mend next', () => {
    const text = section('documentation');
    expect(text.indexOf('54 D')).toBeLessThan(text.indexOf('93 A'));
    expect(text).toContain('No operation says how callers sign in.');
    expect(text).toContain('DOC-OP-03');
  });

  test('endpoints with the worst state first', () => {
    const text = section('catalogue');
    expect(text.indexOf('loans-legacy: 2 endpoints')).toBeLessThan(text.indexOf('accounts: 4 endpoints'));
  });

  test('why a migration did not end well, and what that means', () => {
    const text = section('migrations');
    for (const part of [
      'model Payout has a keyword',
      'Everything that was done is undone',
      'A person has to look',
      'Nothing was created',
    ])
      expect(text).toContain(part);
  });

  test('what could not be read: file, line or pointer, and what to do', () => {
    const text = section('problems').replaceAll('<wbr>', '');
    for (const part of ['workshop/inventory.csv:7', '/paths/~1loans/get', 'Write owner and data_class.'])
      expect(text).toContain(part);
  });

  test('a failed cycle as failed, one that runs as running', () => {
    const state = exampleState();
    if (!state.cycle) throw new Error('The example has a cycle.');
    const { finishedAt: _, ...cycle } = state.cycle;
    expect(renderReport({ ...state, cycle: { ...cycle, state: 'FAILED' } })).toContain(
      'The cycle did not finish.',
    );
    expect(renderReport({ ...state, cycle: { ...cycle, state: 'RUNNING' } })).toContain('still running');
  });
});

test('of nothing, it says of each part why it is empty', () => {
  const empty = renderReport(emptyGovernance());
  expect(empty).toContain('No cycle has run yet.');
  for (const id of ['reviews', 'migrations', 'catalogue', 'documentation', 'checks', 'problems'])
    expect(section(id, empty)).toContain('class="empty"');
});

test('text that people and networks handed in stays text', () => {
  const hostile = '</style><script>alert(1)</script>';
  const free = new Set([
    'value',
    'reason',
    'reasons',
    'message',
    'fix',
    'rationale',
    'justification',
    'finding',
    'definition',
    'failure',
    'observed',
    'detail',
    'template',
    'name',
    'personName',
    'text',
    'file',
  ]);
  const poison = (node: unknown, key = ''): unknown => {
    if (typeof node === 'string') return free.has(key) ? `${hostile}${node}` : node;
    if (Array.isArray(node)) return node.map((item) => poison(item, key));
    if (node && typeof node === 'object')
      return Object.fromEntries(Object.entries(node).map(([name, item]) => [name, poison(item, name)]));
    return node;
  };
  const { record, ...rest } = exampleState().apis[0] ?? {};
  const typed = {
    ...(poison(record) as typeof record),
    exposure: record?.exposure,
    dataClass: record?.dataClass,
  };
  const state = poison({ ...exampleState(), apis: [] }) as GovernanceState;
  const text = renderReport({
    ...state,
    apis: [{ ...(poison(rest) as object), record: typed } as GovernanceState['apis'][number]],
  });
  expect(text).not.toContain('<script');
  expect(text.match(/<\/style>/g)).toHaveLength(1);
  expect(text.match(/&lt;script&gt;/g)?.length).toBeGreaterThan(20);
});
