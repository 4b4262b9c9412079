import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { badge } from '../../../core/presentation/components/badge.ts';
import { funnel, shareBar } from '../../../core/presentation/components/charts.ts';
import { factPairs, facts } from '../../../core/presentation/components/facts.ts';
import { figures } from '../../../core/presentation/components/figures.ts';
import { emptyState, notice } from '../../../core/presentation/components/notice.ts';
import { ratingText, riskMatrix } from '../../../core/presentation/components/risk-matrix.ts';
import { list, table } from '../../../core/presentation/components/table.ts';
import { address, counted, path } from '../../../core/presentation/components/text.ts';
import { html, trusted } from '../../../core/presentation/html.ts';
import { mailLayout } from '../../../core/presentation/mail-layout.ts';

const nasty = fc.string().map((text) => `<b a="${text}'>&`);

/** Every place of the components where text of others goes. */
const everywhere = (text: string): string =>
  [
    html`<p title="${text}">${text}</p>`,
    badge(text),
    facts([[text, text]]),
    factPairs([[text, text]]),
    figures([{ value: text, label: text, meaning: text }]),
    notice('bad', text),
    emptyState(text),
    table(
      text,
      [
        { label: text, cell: () => text },
        { label: text, cell: () => text },
      ],
      [text],
    ),
    list([text]),
    address(`${text}@x`),
    path(`${text}/y`),
    shareBar(text, [{ label: text, value: 1, tone: 'good' }]),
    funnel(text, [{ label: text, value: 1 }]),
    mailLayout({ title: text, paragraphs: [text], action: { label: text, href: text } }),
  ].join('');

describe('markup', () => {
  test('escapes text wherever a component puts it', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        expect(everywhere(text)).not.toContain('<b a=');
      }),
    );
  });

  test('does not escape markup twice, nor what is trusted', () => {
    expect(`${html`<p>${html`<b>${'&'}</b>`}</p>`}`).toBe('<p><b>&amp;</b></p>');
    expect(`${trusted('<i>')}`).toBe('<i>');
  });

  test('leaves out what is absent', () => {
    expect(`${html`[${undefined}${null}${false}]`}`).toBe('[]');
  });
});

describe('components', () => {
  test('what nobody has evidence for is unknown, zero is not', () => {
    expect(
      `${facts([
        ['Owner', undefined],
        ['Requests', 0],
      ])}`,
    ).toMatch(/Owner<\/dt><dd><span[^>]*>unknown.*Requests<\/dt><dd>0</);
  });

  test('a table names its columns and rows for those who do not see it', () => {
    const text = `${table(
      'Caption',
      [
        { label: 'A', cell: () => '1' },
        { label: 'B', cell: () => '2', kind: 'number' },
      ],
      [0],
    )}`;
    for (const part of [
      '<caption>Caption</caption>',
      'scope="col"',
      'scope="row"',
      'role="table"',
      'data-label="B"',
      'class="number"',
    ])
      expect(text).toContain(part);
  });

  test('charts say their numbers in words, and are nothing without any', () => {
    const parts = [
      { label: 'good ones', value: 2, tone: 'good' as const },
      { label: 'bad ones', value: 0, tone: 'bad' as const },
    ];
    expect(`${shareBar('Share', parts)}`).toMatch(/2 good ones[\s\S]*0 bad ones/);
    expect(
      `${shareBar(
        'Share',
        parts.map((part) => ({ ...part, value: 0 })),
      )}`,
    ).toBe('');
    expect(`${funnel('Steps', [{ label: 'found', value: 0 }])}`).toBe('');
    expect(
      `${funnel('Steps', [
        { label: 'found', value: 4 },
        { label: 'left', value: 1 },
      ])}`,
    ).toContain('width="25%"');
  });

  test('the shares of a bar fill it and no more', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { minLength: 1, maxLength: 5 }), (values) => {
        const text = `${shareBar(
          'x',
          values.map((value) => ({ label: 'x', value, tone: 'calm' as const })),
        )}`;
        const edges = [...text.matchAll(/x="([\d.]+)%" width="([\d.]+)%"/g)].map(
          ([, x, width]) => Number(x) + Number(width),
        );
        for (const edge of edges) expect(edge).toBeLessThanOrEqual(100.01);
      }),
    );
  });

  test('a risk is shown by its two numbers, and in words', () => {
    expect(ratingText({ likelihood: 4, impact: 5 })).toBe('likelihood 4 × impact 5 = 20 of 25');
    const text = `${riskMatrix({ likelihood: 4, impact: 4 }, { likelihood: 2, impact: 3 })}`;
    expect(text).toMatch(/Without measures[\s\S]*= 16 of 25[\s\S]*With measures[\s\S]*= 6 of 25/);
    expect(text.match(/<rect/g)).toHaveLength(25);
  });

  test('counts are words that agree', () => {
    expect([counted(1, 'gap'), counted(0, 'gap'), counted(1200, 'request')]).toEqual([
      '1 gap',
      '0 gaps',
      '1,200 requests',
    ]);
  });
});

describe('a mail', () => {
  const text = mailLayout({
    title: 'Title',
    paragraphs: ['One', 'Two'],
    action: { label: 'Review', href: 'https://portal.test/r/x' },
  });

  test('has one link, and nothing that is fetched or run', () => {
    expect(text.match(/href=/g)).toHaveLength(1);
    expect(text).not.toMatch(/<img|<script|<link|url\(|src=/);
  });

  test('without an action has no link at all', () => {
    expect(mailLayout({ title: 'Title', paragraphs: [] })).not.toContain('href');
  });
});
