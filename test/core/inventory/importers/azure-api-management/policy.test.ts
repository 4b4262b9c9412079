import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { endOfExpression } from '../../../../../core/inventory/importers/azure-api-management/expression.ts';
import { readPolicy } from '../../../../../core/inventory/importers/azure-api-management/policy-document.ts';
import { scanPolicy } from '../../../../../core/inventory/importers/azure-api-management/policy-scan.ts';
import { readXml, type XmlElement } from '../../../../../core/inventory/importers/xml.ts';

describe('the end of an expression', () => {
  test.each([
    '@(1)',
    '@(a < b && c > d)',
    '@("a)b")',
    '@(@"C:\\" + ")")',
    '@("\\")")',
    "@(')')",
    "@('\\'' + ')')",
    '@{ /* } */ return "}"; // }\n }',
    '@($"{d["a"]}" + ")")',
    '@($"{{")',
    '@($@"{(x ? ")" : "]")}""}")',
    '@(list[0].Where(x => x != "(").Count())',
    '@(&quot;)&quot;)',
    '@(context.Request.Body.As<JObject>(true))',
  ])('%s', (expression) => {
    expect(endOfExpression(`${expression}" rest)`, 0)).toBe(expression.length);
  });

  test.each(['@(', '@("a)', '@{ // }', '@{ /* }', '@([)]', '@("a\n")'])('%s does not end', (expression) => {
    expect(endOfExpression(expression, 0)).toBe(-1);
  });

  test('is found in time linear in the text, whatever stands in it', () => {
    const nested = `@(${'$"{'.repeat(50_000)}`;
    expect(endOfExpression(nested, 0)).toBe(-1);
    expect(endOfExpression(`@(${'('.repeat(1_000_000)}`, 0)).toBe(-1);
  });
});

const plain = (element: XmlElement): unknown => [
  element.name,
  element.attributes,
  element.text,
  element.children.map(plain),
];

describe('a policy', () => {
  test('that is well-formed XML without expressions reads the same either way', () => {
    const word = fc.stringMatching(/^[a-z][a-z-]{0,6}$/);
    const content = fc.string({ maxLength: 10 }).map((text) => text.replaceAll(/[^\w "'&.-]/g, ''));
    const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
    const around = (inner: fc.Arbitrary<string>): fc.Arbitrary<string> =>
      fc
        .tuple(word, fc.option(content), fc.array(inner, { maxLength: 3 }), content)
        .map(([name, value, children, text]) => {
          const attribute = value === null ? '' : ` v="${escaped(value)}"`;
          return `<${name}${attribute}>${children.join('')}${escaped(text)}</${name}>`;
        });
    const element = around(around(around(fc.constant('<leaf />'))));
    fc.assert(
      fc.property(element, (text) => {
        const scanned = scanPolicy(text);
        const standard = readXml(text, 'p.xml');
        expect(standard.ok && scanned && plain(scanned)).toEqual(standard.ok && plain(standard.root));
      }),
    );
  });

  test('is never read otherwise than it is written around its expressions', () => {
    const code = fc.constantFrom(
      'a < b',
      'x && y',
      '"</set-body>"',
      '"<!--"',
      'new List<string>()',
      "'\"'",
      '"a\\"b"',
    );
    fc.assert(
      fc.property(fc.array(code, { maxLength: 4 }), code, (body, condition) => {
        const text = `<policies><inbound><set-body>@{ ${body.map((one) => `_ = ${one};`).join(' ')} }</set-body><choose><when condition="@(${condition})"><rate-limit calls="1" /></when></choose><validate-jwt /></inbound></policies>`;
        const policy = readPolicy(text, 'policy.xml');
        const inbound = policy.ok ? policy.root.children[0] : undefined;
        expect(inbound?.children.map(({ name }) => name)).toEqual(['set-body', 'choose', 'validate-jwt']);
        expect(inbound?.children[1]?.children[0]?.children[0]?.name).toBe('rate-limit');
      }),
    );
  });

  test('that cannot be read says what it mentions', () => {
    const policy = readPolicy(
      '<policies><inbound><validate-jwt><ip-filter action="allow"></inbound></policies>',
      'p.xml',
    );
    expect(policy).toMatchObject({ ok: false, mentions: ['jwt', 'ip-allow-list'] });
  });

  test('never makes the reader throw', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '/',
      '@(',
      '@{',
      ')',
      '}',
      '"',
      "'",
      'a',
      '=',
      ' ',
      '<!--',
      '-->',
      '<policies>',
      '&quot;',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        expect(typeof readPolicy(pieces.join(''), 'p.xml').ok).toBe('boolean');
      }),
      { numRuns: 2_000 },
    );
  });
});
