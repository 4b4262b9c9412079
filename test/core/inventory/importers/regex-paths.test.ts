import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { regexPaths } from '../../../../core/inventory/importers/regex-paths.ts';
import {
  exactPath,
  pathCoverage,
  templateOfPaths,
} from '../../../../core/inventory/importers/request-paths.ts';

const shapesOf = (regex: string, anchors: Parameters<typeof regexPaths>[1]) => {
  const { paths, exact } = regexPaths(regex, anchors);
  return { templates: paths.map(templateOfPaths), exact };
};

describe('the shape of an expression over paths', () => {
  test.each([
    ['/users/\\d+', 'full', ['/users/{id}']],
    ['^/users/[^/]+/files$', 'full', ['/users/{id}/files']],
    ['/users/(?P<user>[a-z0-9-]{3,8})', 'full', ['/users/{user}']],
    ['/users/(?<user>[^/]+)/?', 'full', ['/users/{user}']],
    ['/(pay|fx)/.*', 'full', ['/pay/{proxy+}', '/fx/{proxy+}']],
    ['^/(cards|loans)$|^/fees$', 'full', ['/cards', '/loans', '/fees']],
    ['/pay(/|$)(.*)', 'start', ['/pay/{proxy+}']],
    ['/pay(/.*)?', 'full', ['/pay/{proxy+}']],
    ['/pay.*', 'full', ['/pay/{proxy+}']],
    ['/v\\d+/rates', 'full', ['/{id}/rates']],
    ['/a\\.b/c', 'full', ['/a.b/c']],
    ['.*', 'full', ['/{proxy+}']],
    ['/', 'full', ['/']],
    ['^/pay', 'search', ['/pay/{proxy+}']],
    ['(?i)/pay/[0-9]+', 'full', ['/pay/{id}']],
    ['/api/(v1|v2)/(pay|fx)', 'full', ['/api/v1/pay', '/api/v1/fx', '/api/v2/pay', '/api/v2/fx']],
  ] as const)('%s, %s', (regex, anchors, templates) => {
    expect(shapesOf(regex, anchors)).toEqual({ templates, exact: true });
  });

  test.each([
    ['/files/(?:.+/)?report', 'full', ['/files/{proxy+}']],
    ['/a/(?!b).*c', 'full', ['/a/{proxy+}']],
    ['pay', 'search', ['/{proxy+}']],
    [`/${'(a|b)/'.repeat(10)}c`, 'full', ['/{proxy+}']],
  ] as const)('%s is not simple: its beginning and all below', (regex, anchors, templates) => {
    expect(shapesOf(regex, anchors)).toEqual({ templates, exact: false });
  });

  test('leaves out nothing that the expression matches', () => {
    const piece = fc.constantFrom(
      ['a', 'a'],
      ['b\\.c', 'b.c'],
      ['\\d+', '42'],
      ['[^/]+', 'x-1'],
      ['(x|y)', 'y'],
      ['[a-z]{2,}', 'qq'],
    );
    const end = fc.constantFrom(['', ''], ['/.*', '/p/q'], ['(/.*)?', ''], ['/?', '']);
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 4 }), end, (pieces, [ending, more]) => {
        const regex = `/${pieces.map(([source]) => source).join('/')}${ending}`;
        const path = `/${pieces.map(([, sample]) => sample).join('/')}${more}`;
        expect(new RegExp(`^${regex}$`).test(path)).toBe(true);
        const { paths } = regexPaths(regex, 'full');
        expect(paths.map((one) => pathCoverage(one, exactPath(path)))).not.toEqual(paths.map(() => 'none'));
      }),
    );
  });

  test('never throws, whatever is written', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 200 }),
        fc.constantFrom('full', 'start', 'search'),
        (regex, anchors) => {
          expect(regexPaths(regex, anchors as 'full').paths.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
