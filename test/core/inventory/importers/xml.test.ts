import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { childOf, childrenOf, readXml, textIn } from '../../../../core/inventory/importers/xml.ts';

const read = (text: string) => readXml(text, 'a.xml');
const root = (text: string) => {
  const reading = read(text);
  if (!reading.ok) throw new Error(reading.problem.message);
  return reading.root;
};

describe('reading XML', () => {
  test('elements in their order, attributes, own text, lines', () => {
    const element = root(
      '<?xml version="1.0" encoding="UTF-8"?>\n<!-- c -->\n<a x="1" y="a &amp; b">\n  t<b>one</b>\n  <c/>\n  <b>two</b>u\n</a>\n',
    );
    expect(element.name).toBe('a');
    expect(element.line).toBe(3);
    expect(element.attributes).toEqual({ x: '1', y: 'a & b' });
    expect(element.children.map(({ name, line }) => [name, line])).toEqual([
      ['b', 4],
      ['c', 5],
      ['b', 6],
    ]);
    expect(element.text.replaceAll(/\s+/g, '')).toBe('tu');
    expect(childrenOf(element, 'b').map(({ text }) => text)).toEqual(['one', 'two']);
    expect(textIn(element, 'b')).toBe('one');
    expect(childOf(element, 'd')).toBeUndefined();
    expect(textIn(undefined, 'b')).toBe('');
  });

  test('the five entities, numbers of characters, and character data as it stands', () => {
    expect(root('<a>&lt;&gt;&amp;&quot;&apos;&#65;&#x42;</a>').text).toBe('<>&"\'AB');
    expect(root('<a><![CDATA[<b>&amp;</b>]]></a>').text).toBe('<b>&amp;</b>');
    expect(root('<a>&amp;lt;</a>').text).toBe('&lt;');
    expect(root('<a>&#xD800;&#0;</a>').text).toBe('\uFFFD\uFFFD');
    expect(root('<a>007</a>').text).toBe('007');
    expect(root('<a><![CDATA[<!DOCTYPE x>]]><!-- <!ENTITY y> --></a>').text).toBe('<!DOCTYPE x>');
  });

  test.each([
    ['<a><b></a>', /not well-formed/],
    ['<a x="1" x="2"/>', /not well-formed/],
    ['<a>', /not well-formed/],
    ['no markup', /not well-formed/],
    ['', /not well-formed|no single root/],
    ['<!DOCTYPE a><a/>', /document type/],
    ['<a/><b/>', /not well-formed|no single root/],
  ])('refuses %s', (text, why) => {
    const reading = read(text);
    expect(reading).toMatchObject({
      ok: false,
      problem: { file: 'a.xml', message: expect.stringMatching(why) },
    });
  });

  test('says on which line it is broken', () => {
    expect(read('<a>\n<b>\n</a>\n')).toMatchObject({ ok: false, problem: { line: 3 } });
  });

  test('never throws', () => {
    const piece = fc.constantFrom(
      '<a>',
      '</a>',
      '<a',
      '/>',
      ' x="',
      '"',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '&amp;',
      '&',
      '<?',
      '?>',
      't',
      '\n',
      '<!DOCTYPE',
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('')),
        (text) => {
          expect(typeof read(text).ok).toBe('boolean');
        },
      ),
    );
  });
});
