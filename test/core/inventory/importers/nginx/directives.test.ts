import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Directive, parseDirectives } from '../../../../../core/inventory/importers/nginx/directives.ts';

type Plain = readonly (string | readonly [string, readonly unknown[]])[];
const plain = (directives: readonly Directive[]): Plain =>
  directives.map(({ name, args, block }) =>
    block ? [[name, ...args].join(' '), plain(block)] : [name, ...args].join(' '),
  );
const parse = (text: string) => parseDirectives(text, 'nginx.conf');

describe('directives of NGINX', () => {
  test.each<readonly [string, Plain]>([
    ['a b c;', ['a b c']],
    ['a { b; c { d e; } }', [['a', ['b', ['c', ['d e']]]]]],
    ['a "b c" \'d;e\'; # f g;', ['a b c d;e']],
    ['a "quote \\" inside";', ['a quote " inside']],
    ['if ($a ~ "^x{2}$") { return 403; }', [['if ($a ~ ^x{2}$ )', ['return 403']]]],
    [`set $a $${'{b}'}c;`, [`set $a $${'{b}'}c`]],
    ['location ~ ^/a\\{b\\} { d; }', [['location ~ ^/a\\{b\\}', ['d']]]],
    ['map $a $b { default 0; "~^x;y" 1; }', [['map $a $b', ['default 0', '~^x;y 1']]]],
    ['a;b;', ['a', 'b']],
    [
      'x_by_lua_block { if a then return "}" end -- } \n local b = {} } c;',
      ['x_by_lua_block  if a then return "}" end -- } \n local b = {} ', 'c'],
    ],
  ])('%s', (text, expected) => {
    const { directives, problems } = parse(text);
    expect(plain(directives)).toEqual(expected);
    expect(problems).toEqual([]);
  });

  test('knows the line of every directive', () => {
    const { directives } = parse('a;\n\n# c\nb "x\ny" {\n  c;\n}\nd;\n');
    expect(directives.map(({ line }) => line)).toEqual([1, 4, 8]);
    expect(directives[1]?.block?.[0]?.line).toBe(6);
  });

  test.each([
    ['a { b;', 1, /not closed/],
    ['a;\n}\nb;', 2, /not opened/],
    ['a;\nb', 2, /not ended/],
    ['a { b }', 1, /not ended/],
    ['{ a; }', 1, /no name/],
  ])('%s', (text, line, why) => {
    expect(parse(text).problems).toContainEqual(
      expect.objectContaining({ line, message: expect.stringMatching(why) }),
    );
  });

  test('never throws, and always ends', () => {
    const piece = fc.constantFrom(
      'a',
      ' ',
      ';',
      '{',
      '}',
      '"',
      "'",
      '\\',
      '#',
      '\n',
      '$',
      '${',
      'x_by_lua_block {',
      '--',
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join('')),
        (text) => {
          expect(Array.isArray(parse(text).directives)).toBe(true);
        },
      ),
    );
  });
});
