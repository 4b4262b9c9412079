import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { checkIds } from '../../../core/posture/check.ts';
import { checks } from '../../../core/posture/registry.ts';
import { cases } from '../../support/posture-cases.ts';
import { judge, statuses } from '../../support/posture-subject.ts';

const documentation = readFileSync('docs/checks.md', 'utf8');

test('every check is registered once, and has its file', () => {
  const ids = checks.map(({ id }) => id);
  expect(ids).toEqual([...checkIds]);
  expect(readdirSync('core/posture/checks').sort()).toEqual(ids.map((id) => `${id.toLowerCase()}.ts`).sort());
});

describe.each(checks.map((check) => [check.id, check] as const))('%s', (id, check) => {
  const { pass, fail, unknown } = cases[id];

  test('passes what is right', () => {
    expect(statuses(judge(id, pass.api, pass.rest))).toEqual(['PASS']);
  });

  test('fails what is wrong, and says what to do', () => {
    const failed = judge(id, fail.api, fail.rest).filter(({ status }) => status === 'FAIL');
    expect(failed.length).toBeGreaterThan(0);
    for (const result of failed) {
      expect(result.remediation?.text.length).toBeGreaterThan(20);
      expect(result).toMatchObject({ checkId: id, severity: check.severity });
    }
  });

  test('says that it does not know, and why', () => {
    const results = judge(id, unknown.api, unknown.rest);
    expect(results[0]).toMatchObject({ status: 'UNKNOWN', unknown: 'ACCESS_DENIED', evidenceGrade: 'NONE' });
    expect(results.some(({ status }) => status === 'PASS')).toBe(false);
  });

  test('every reason is a sentence, and only a failure has a remediation', () => {
    for (const { api, rest } of [pass, fail, unknown])
      for (const result of judge(id, api, rest)) {
        expect(result.reason).toMatch(/^[\p{L}0-9].*\.$/u);
        expect(Boolean(result.remediation)).toBe(result.status === 'FAIL');
      }
  });

  test('is documented with its severity', () => {
    const section = documentation.split(/^## /m).find((one) => one.startsWith(id));
    expect(section).toContain(check.title);
    expect(section).toContain(check.severity);
    for (const heading of ['Verifies', 'Evidence', 'Remediation'])
      expect(section).toContain(`**${heading}**`);
  });
});

/** Patch paths that other tools print and API Gateway does not have. */
const wrongPaths = /^\/\*\/loggingLevel|^\/\*\/dataTraceEnabled|types\/0$|throttleSettings/;

test('every patch is one that API Gateway has', () => {
  const known =
    /^\/(authorizationType|authorizerId|securityPolicy|uri|requestValidatorId|requestModels\/\$default|disableExecuteApiEndpoint|accessLogSettings\/(destinationArn|format)|[^/]+\/[^/]+\/(throttling\/(rateLimit|burstLimit)|logging\/dataTrace))$/;
  const patches = Object.entries(cases).flatMap(([id, { fail }]) =>
    judge(id as keyof typeof cases, fail.api, fail.rest).flatMap(
      ({ remediation }) => remediation?.patch ?? [],
    ),
  );
  expect(patches.length).toBeGreaterThan(6);
  for (const { op, path } of patches) {
    expect(['add', 'replace', 'remove']).toContain(op);
    expect(path).toMatch(known);
    expect(path).not.toMatch(wrongPaths);
  }
});
