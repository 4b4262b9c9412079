import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { aktoImporter } from '../../../../core/inventory/importers/akto/importer.ts';
import { apiclarityImporter } from '../../../../core/inventory/importers/apiclarity/importer.ts';
import { withoutBurpType } from '../../../../core/inventory/importers/burp/items.ts';
import { importFile } from '../../../../core/inventory/importers/import-file.ts';
import { importedEvidence } from '../../../../core/inventory/importers/imported-evidence.ts';
import { readJsonLines } from '../../../../core/inventory/importers/json-lines.ts';

const file = (name: string, text: string) => importFile(name, new TextEncoder().encode(text));
const context = { secret: () => undefined };

describe('Akto', () => {
  const word = fc.stringMatching(/^[A-Z]{2,8}(?:_[A-Z]{2,6})?$/);
  const list = fc.oneof(
    fc.constant('-'),
    fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(', ')),
  );
  const row = fc.record({
    path: fc.stringMatching(/^(?:\/[a-z]{1,6}){1,4}$/),
    host: fc.stringMatching(/^[a-z]{1,8}\.bank\.example$/),
    access: fc.constantFrom('Public', 'Private', 'Partner', 'Third Party', '-'),
    auth: list,
    sensitive: list,
    method: fc.constantFrom('GET', 'POST', 'DELETE'),
  });

  test('a row is read right or not at all, however many commas its lists have', () => {
    fc.assert(
      fc.property(row, ({ path, host, access, auth, sensitive, method }) => {
        const header =
          'Endpoint,Hostname,Access Type,Auth Type,Sensitive Params,Last Seen,Discovered At,Collection,Method';
        const text = `${header}\r\n${[path, host, access, auth, sensitive, '2 hours ago', '1 day ago', 'c', method].join(',')}\r\n`;
        const { apis, problems } = aktoImporter.parse([file('a.csv', text)], context);
        const routes = apis.flatMap((api) =>
          api.routes.map((one) => `${one.method} ${one.host} ${one.template}`),
        );
        expect(routes.length === 0 ? problems.length : routes).toEqual(
          routes.length === 0 ? 1 : [`${method} ${host} ${path}`],
        );
      }),
    );
  });

  test('the row of a list is read', () => {
    const text =
      'Endpoint,Hostname,Access Type,Auth Type,Sensitive Params,Last Seen,Discovered At,Collection,Method\n' +
      '/a,h.bank.example,Public,JWT, BASIC,EMAIL, SSN,2 hours ago,1 day ago,c,GET\n';
    const { apis, problems } = aktoImporter.parse([file('a.csv', text)], context);
    expect(problems).toEqual([]);
    expect(apis).toMatchObject([
      { name: 'h.bank.example', exposure: 'public', routes: [{ pointer: 'a.csv:2' }] },
    ]);
  });
});

test('APIClarity: what was uploaded is a document, what was reconstructed is use', () => {
  const document = (host: string) =>
    JSON.stringify({
      swagger: '2.0',
      info: { title: 'T', version: '1' },
      host,
      paths: { '/a': { get: {} } },
    });
  const reading = apiclarityImporter.parse(
    [
      file('provided_swagger.json', document('a.bank.example')),
      file('reconstructed_swagger.json', document('b.bank.example')),
    ],
    context,
  );
  const evidence = importedEvidence(apiclarityImporter, reading, '2026-11-24T00:00:00.000Z');
  expect(evidence.map(({ source, host }) => [source, host])).toEqual([
    ['openapi-document', 'a.bank.example'],
    ['apiclarity', 'b.bank.example'],
  ]);
});

describe('the document type that Burp writes', () => {
  const after = '\n<items burpVersion="1"/>';

  test('is taken out, and lines stay where they were', () => {
    const type = '<!DOCTYPE items [\n<!ELEMENT items (item*)>\n<!ATTLIST items burpVersion CDATA "">\n]>';
    const text = withoutBurpType(`<?xml version="1.1"?>\n${type}${after}`);
    expect(text).toBe(`<?xml version="1.1"?>\n\n\n\n${after}`);
    expect(text).not.toContain('DOCTYPE');
    expect(text.split('\n')).toHaveLength(6);
  });

  test.each([
    '<!DOCTYPE items [ <!ENTITY a "b"> ]>',
    '<!DOCTYPE items [ <!ELEMENT items ANY> <!ENTITY % p SYSTEM "http://x.example/"> %p; ]>',
    '<!DOCTYPE items SYSTEM "http://x.example/items.dtd">',
    '<!DOCTYPE items SYSTEM "x" [ <!ELEMENT items ANY> ]>',
    '<!DOCTYPE other [ <!ELEMENT other ANY> ]>',
    `<!DOCTYPE items [ ${'<!ELEMENT a ANY> '.repeat(2_000)} ]>`,
  ])('%# stays, to be refused', (type) => {
    const text = `<?xml version="1.0"?>${type}${after}`;
    expect(withoutBurpType(text)).toBe(text);
  });
});

describe('JSON Lines', () => {
  test('the first twenty bad lines are named and the others counted', () => {
    const { records, problems } = readJsonLines(file('x.jsonl', `{"a":1}\n${'bad\n'.repeat(30)}\n{"b":2}`));
    expect(records).toEqual([
      { value: { a: 1 }, line: 1 },
      { value: { b: 2 }, line: 33 },
    ]);
    expect(problems).toHaveLength(21);
    expect(problems.at(-1)?.message).toBe('10 more lines are not JSON objects.');
  });

  test('reading ends where nothing is JSON any more', () => {
    const { records, problems } = readJsonLines(file('x.jsonl', `${'bad\n'.repeat(20_000)}{"b":2}`));
    expect(records).toEqual([]);
    expect(problems.at(-1)).toMatchObject({
      line: 10_000,
      message: expect.stringContaining('reading ended here'),
    });
  });
});
