import { expect, test } from '@jest/globals';
import {
  isCredentialName,
  takeBody,
  takeCredential,
  takeHeader,
  takeTree,
} from '../../../../core/inventory/importers/credentials.ts';

const taking = (take: (context: { secret: (value: unknown) => void }) => void): unknown[] => {
  const taken: unknown[] = [];
  take({ secret: (value) => void taken.push(value) });
  return taken;
};

test.each([
  'Authorization',
  'Cookie',
  'x-api-key',
  'Ocp-Apim-Subscription-Key',
  'client_secret',
  'accessToken',
  'password',
  'JSESSIONID',
  'sig',
  'Kennwort',
])('%s names a credential', (name) => expect(isCredentialName(name)).toBe(true));

test.each(['accept', 'content-type', 'page', 'country_code', 'author', 'keyword', 'design'])(
  '%s names none',
  (name) => expect(isCredentialName(name)).toBe(false),
);

test('a header is taken whole and without its scheme; of Basic the password too', () => {
  expect(taking((context) => takeHeader('Authorization', 'Bearer abc123def456', context))).toEqual([
    'Bearer abc123def456',
    'abc123def456',
  ]);
  const basic = Buffer.from('client:Ocelot-4411').toString('base64');
  expect(taking((context) => takeHeader('authorization', `Basic ${basic}`, context))).toContain(
    'Ocelot-4411',
  );
  expect(taking((context) => takeHeader('Cookie', 'a=first-0001; b=second-0002', context))).toEqual([
    'first-0001',
    'second-0002',
  ]);
});

test('bodies give up what stands under the name of a credential, at any depth', () => {
  expect(taking((context) => takeBody('{"a":[{"password":"deep-1234"}],"b":"page-0001"}', context))).toEqual([
    'deep-1234',
  ]);
  expect(taking((context) => takeBody('grant=x&client_secret=form%2F1234', context))).toEqual([
    'form%2F1234',
    'form/1234',
  ]);
  expect(taking((context) => takeBody('{"cut":', context))).toEqual([]);
  expect(
    taking((context) => takeTree({ tokens: ['one-111111', { x: 'two-222222' }] }, context)),
  ).toHaveLength(2);
});

test('what opens nothing is left: variables, addresses and words', () => {
  const words = [
    '{{token}}',
    '<your key>',
    'https://login.bank.example/token',
    'client_credentials',
    'short',
    '/oauth/token',
  ];
  const taken = taking((context) => {
    for (const word of words) takeCredential(word, context);
  });
  expect(taken).toEqual([]);
});
