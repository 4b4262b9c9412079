import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  exactPath,
  hostCoverage,
  methodCoverage,
  pathCoverage,
  type RequestPaths,
  segmentPrefix,
  templateOfPaths,
  templatePaths,
  textPrefix,
} from '../../../../core/inventory/importers/request-paths.ts';

/** A second, plain reading of what a matcher lets through, to hold the first one to. */
const fits = (paths: RequestPaths, path: string): boolean => {
  const segments = path === '/' ? [] : path.slice(1).split('/');
  const go = (at: number): boolean => {
    const step = paths[at];
    if (step === undefined) return segments.length === at;
    if (step.kind === 'rest') return true;
    if (step.kind === 'below') return segments.length > at;
    const segment = segments[at];
    if (segment === undefined) return false;
    if (step.kind === 'starts') return segment.startsWith(step.text);
    return (step.kind === 'parameter' || step.text === segment) && go(at + 1);
  };
  return go(0);
};

const segment = fc.constantFrom('a', 'ab', 'abc', 'b', '');
const path = fc.array(segment, { maxLength: 4 }).map((segments) => `/${segments.join('/')}`);
const matcher: fc.Arbitrary<RequestPaths> = fc.oneof(
  path.map(exactPath),
  path.map(segmentPrefix),
  path.map(textPrefix),
  fc
    .array(fc.constantFrom('a', 'ab', '{id}'), { minLength: 1, maxLength: 3 })
    .chain((segments) =>
      fc.constantFrom('', '/{proxy+}').map((end) => templatePaths(`/${segments.join('/')}${end}`)),
    ),
);

describe('how much of a route a rule meets', () => {
  test('never says all where one path of the route escapes the rule', () => {
    fc.assert(
      fc.property(matcher, matcher, path, (rule, route, one) => {
        fc.pre(fits(route, one));
        const coverage = pathCoverage(rule, route);
        expect(coverage === 'all' && !fits(rule, one)).toBe(false);
        expect(coverage === 'none' && fits(rule, one)).toBe(false);
      }),
      { numRuns: 5_000 },
    );
  });

  test.each([
    [textPrefix('/pay'), segmentPrefix('/pay'), 'all'],
    [segmentPrefix('/pay'), textPrefix('/pay'), 'some'],
    [textPrefix('/pay/'), segmentPrefix('/pay'), 'some'],
    [textPrefix('/pay/'), textPrefix('/pay/'), 'all'],
    [exactPath('/pay'), exactPath('/pay/'), 'none'],
    [exactPath('/a/b'), templatePaths('/a/{id}'), 'some'],
    [templatePaths('/a/{id}'), exactPath('/a/b'), 'all'],
    [segmentPrefix('/'), templatePaths('/x/{proxy+}'), 'all'],
    [exactPath('/x'), templatePaths('/{proxy+}'), 'some'],
  ] as const)('%j meets of %j %s', (rule, route, coverage) => {
    expect(pathCoverage(rule, route)).toBe(coverage);
  });

  test('methods and hosts', () => {
    expect(methodCoverage([], 'GET')).toBe('all');
    expect(methodCoverage(['GET'], 'ANY')).toBe('some');
    expect(methodCoverage(['GET'], 'POST')).toBe('none');
    expect(hostCoverage(['*.bank.example'], 'api.bank.example')).toBe('all');
    expect(hostCoverage(['api.bank.example'], '*.bank.example')).toBe('some');
    expect(hostCoverage(['api.bank.example'], undefined)).toBe('some');
    expect(hostCoverage(['other.example'], 'api.bank.example')).toBe('none');
  });
});

test.each([
  [exactPath('/'), '/'],
  [exactPath('/a/b/'), '/a/b'],
  [segmentPrefix('/a/'), '/a/{proxy+}'],
  [textPrefix('/'), '/{proxy+}'],
  [textPrefix('/pay'), '/pay/{proxy+}'],
  [templatePaths('/a/{id}/b/{id}'), '/a/{id}/b/{id2}'],
])('%j is written %s', (paths, template) => {
  expect(templateOfPaths(paths)).toBe(template);
});
