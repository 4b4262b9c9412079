import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { readDocument } from '../../../core/documentation/read-document.ts';
import { declaredDocument } from '../../../core/inventory/declared-document.ts';

const declared = (text: string, key = 'specs/loans.yaml') => declaredDocument(key, readDocument(text, key));

test('a document declares name, owner, audience, servers and operations', () => {
  expect(declared(readFileSync('test/fixtures/documentation/complete.yaml', 'utf8'))).toEqual({
    key: 'specs/loans.yaml',
    apiName: 'Consumer loans',
    owner: 'consumer-lending',
    exposure: 'partner',
    dataClass: 'confidential',
    servers: [{ host: 'api.demo-bank.test', basePath: '/loans' }],
    operations: [
      { method: 'GET', template: '/{loanId}', responses: ['200'] },
      { method: 'POST', template: '/', responses: ['202'] },
    ],
  });
});

test('an operation declares what it answers and takes, and that it is deprecated', () => {
  const text = `openapi: 3.0.3
info: {title: a}
components: {securitySchemes: {key: {type: apiKey, in: query, name: api_key}}}
paths:
  /x:
    parameters: [{name: page, in: query}, {name: id, in: header}]
    get: {deprecated: true, parameters: [{name: size, in: query}], responses: {200: {}, default: {}}}
`;
  expect(declared(text).operations).toEqual([
    {
      method: 'GET',
      template: '/x',
      deprecated: true,
      responses: ['200', 'default'],
      queryNames: ['page', 'size', 'api_key'],
    },
  ]);
});

test('the extension names the API before the title, the file where there is neither', () => {
  expect(declared('openapi: 3.0.3\ninfo: {title: Loans API, x-gatehouse-api: loans}').apiName).toBe('loans');
  expect(declared('openapi: 3.0.3\ninfo: {}', 'specs/fx-rates.json').apiName).toBe('fx-rates');
});

test('a document that cannot be read belongs to the API its file is called after', () => {
  expect(declared('openapi: [', 'specs/cards.yaml')).toEqual({
    key: 'specs/cards.yaml',
    apiName: 'cards',
    servers: [],
    operations: [],
  });
});

test.each(['/relative', 'https://{env}.demo-bank.test/x', 'ftp://demo-bank.test', 'https://', 'nonsense'])(
  'the server %s names no place',
  (url) => {
    expect(declared(`openapi: 3.0.3\ninfo: {title: a}\nservers: [{url: '${url}'}]`).servers).toEqual([]);
  },
);
