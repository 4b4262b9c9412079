import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { templateOfPaths } from '../../../../../core/inventory/importers/request-paths.ts';
import { treeOfLabels } from '../../../../../core/inventory/importers/traefik/labels.ts';
import { pathsOfWay, readRule } from '../../../../../core/inventory/importers/traefik/rule.ts';
import { readToml } from '../../../../../core/inventory/importers/traefik/toml.ts';

const waysOf = (rule: string) => {
  const reading = readRule(rule);
  return reading.ok
    ? reading.ways.map((way) => ({
        hosts: way.hosts ?? ['*'],
        paths: pathsOfWay(way).map(templateOfPaths),
        methods: way.methods ?? ['ANY'],
      }))
    : reading.message;
};

describe('rules', () => {
  test('and binds closer than or, and not leaves the rest', () => {
    expect(waysOf('Host(`a`) || Host(`b`) && Path(`/x`)')).toEqual([
      { hosts: ['a'], paths: ['/{proxy+}'], methods: ['ANY'] },
      { hosts: ['b'], paths: ['/x'], methods: ['ANY'] },
    ]);
    expect(waysOf('(Host(`a`) || Host(`b`)) && !Path(`/x`) && Method("get")')).toEqual([
      { hosts: ['a'], paths: ['/{proxy+}'], methods: ['GET'] },
      { hosts: ['b'], paths: ['/{proxy+}'], methods: ['GET'] },
    ]);
  });

  test('of two paths that must both fit the narrower counts', () => {
    expect(waysOf('PathPrefix(`/api`) && Path(`/api/v1`)')).toEqual([
      { hosts: ['*'], paths: ['/api/v1'], methods: ['ANY'] },
    ]);
  });

  test.each([
    '',
    'Host(',
    'Host(`a`) &&',
    'Host(`a`))',
    'Host(a)',
    '`a`',
    `${'('.repeat(100)}Host(\`a\`)${')'.repeat(100)}`,
  ])('%s is not well formed', (rule) => {
    expect(waysOf(rule)).toBe('The rule is not well formed.');
  });

  test('never throw and never multiply without bound', () => {
    const piece = fc.constantFrom('Host(`a`)', 'Path(`/x`)', '&&', '||', '!', '(', ')', ' ');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const reading = readRule(pieces.join(' '));
        expect(!reading.ok || reading.ways.length <= 64).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('TOML', () => {
  test('tables, lists of tables, dotted keys, texts of every kind, and their lines', () => {
    const text = [
      '# comment',
      'a = 1',
      'b.c = "x\\ty" # behind',
      "[t.'q r']",
      "lit = 'C:\\dir'",
      'many = ["a", # one',
      '  "b",',
      ']',
      '[[list]]',
      'n = true',
      '[[list]]',
      'n = { k = [1_000, 2.5], d = 1979-05-27 07:32:00Z }',
      'long = """',
      'first',
      'second"""',
    ].join('\n');
    expect(readToml(text)).toMatchObject({
      ok: true,
      value: {
        a: 1,
        b: { c: 'x\ty' },
        t: { 'q r': { lit: 'C:\\dir', many: ['a', 'b'] } },
        list: [{ n: true }, { n: { k: [1000, 2.5], d: '1979-05-27 07:32:00Z' }, long: 'first\nsecond' }],
      },
    });
    const reading = readToml(text);
    expect(reading.ok && reading.lines.get('t.q r.many')).toBe(6);
  });

  test.each([
    ['a = ', 1],
    ['a = 1\na = 2', 2],
    ['[a\n', 1],
    ['a = "x', 1],
    ['x = 1\n[x.y]', 2],
    ['__proto__ = 1', 1],
  ])('%j is refused at line %i', (text, line) => {
    expect(readToml(text)).toEqual({ ok: false, line });
  });
});

describe('labels', () => {
  test('are the tree of a file', () => {
    expect(
      treeOfLabels([
        'traefik.http.routers.a.rule=Host(`a.example`) && Query(`k=v`)',
        'traefik.http.routers.a.tls=true',
        'traefik.http.routers.a.tls.domains[0].main=a.example',
        'traefik.http.middlewares.m.basicauth.users=x:$$apr1$$h',
        'other=1',
      ]),
    ).toEqual({
      http: {
        routers: {
          a: { rule: 'Host(`a.example`) && Query(`k=v`)', tls: { domains: { 0: { main: 'a.example' } } } },
        },
        middlewares: { m: { basicauth: { users: ['x:$apr1$h'] } } },
      },
    });
  });

  test('of a container that is switched off, or without any, are none', () => {
    expect(treeOfLabels({ 'traefik.enable': false, 'traefik.http.routers.a.rule': 'x' })).toBeUndefined();
    expect(treeOfLabels({ app: 'x' })).toBeUndefined();
  });

  test('reach no prototype', () => {
    treeOfLabels(['traefik.__proto__.polluted=yes', 'traefik.constructor.prototype.polluted=yes']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
