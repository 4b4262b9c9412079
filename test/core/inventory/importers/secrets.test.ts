import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { unzipSync } from 'fflate';
import type { ImportReading } from '../../../../core/inventory/importers/importer.ts';
import { scrubReading, withheld } from '../../../../core/inventory/importers/scrub.ts';
import { withoutSecretText } from '../../../../core/inventory/importers/secret-shapes.ts';
import { records } from '../../../../core/inventory/importers/visibility-maps.ts';
import {
  caseNames,
  importersWithCases,
  type LabelledCase,
  labelledCase,
  readCase,
  writtenOf,
} from './labelled-cases.ts';

const cases = importersWithCases().flatMap((importer) =>
  caseNames(importer).map((name) => ({ importer, name, labelled: labelledCase(importer, name) })),
);

/** What stands in a file in clear, in base64, percent-encoded, with the doubled dollars of Compose, and in a workbook. */
const plainText = (content: LabelledCase['files'][string]): string => {
  if (typeof content !== 'string')
    return Object.values(unzipSync(Buffer.from(content.base64, 'base64')))
      .map((bytes) => new TextDecoder().decode(bytes))
      .join('\n');
  const encoded = [...content.matchAll(/[A-Za-z0-9+/]{12,}={0,2}/g)].map(([text]) =>
    Buffer.from(text, 'base64').toString('utf8'),
  );
  return [
    content,
    content.replaceAll('$$', '$'),
    ...encoded,
    content.replaceAll(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
  ].join('\n');
};

describe('planted secrets', () => {
  test('at least 200 are planted, and none of them is written', () => {
    const planted = cases.flatMap(({ labelled }) => labelled.secrets);
    expect(planted.length).toBeGreaterThanOrEqual(200);
    const leaks = cases.flatMap(({ importer, name, labelled }) => {
      const written = writtenOf(readCase(importer, labelled));
      return labelled.secrets
        .filter((secret) => written.includes(JSON.stringify(secret).slice(1, -1)))
        .map((secret) => `${importer}/${name}: ${secret}`);
    });
    expect(leaks).toEqual([]);
  });

  test('every planted secret really stands in its files', () => {
    for (const { importer, name, labelled } of cases) {
      const files = Object.values(labelled.files).map(plainText).join('\n');
      const missing = labelled.secrets.filter(
        (secret) => !files.includes(secret) && !files.includes(JSON.stringify(secret).slice(1, -1)),
      );
      expect({ importer, name, missing }).toEqual({ importer, name, missing: [] });
    }
  });

  test('at least 60 cases are traps', () => {
    expect(cases.filter(({ labelled }) => labelled.trap).length).toBeGreaterThanOrEqual(60);
  });
});

const reading = (text: string): ImportReading => ({
  format: 'test',
  apis: [
    {
      name: text,
      style: 'REST',
      purpose: `Before ${text} after`,
      owner: text,
      partners: [text],
      locator: `file.yaml#/${text}`,
      routes: [
        {
          method: 'GET',
          template: `/hooks/${text}/in`,
          pointer: `file.yaml#/${text}`,
          controls: [
            { control: 'jwt', effective: 'no', proof: 'file.yaml:1', disarmedBy: `Because of ${text}.` },
          ],
        },
      ],
      leadsTo: [`host:a.bank.example/${text}`],
    },
  ],
  consumers: [{ name: text, credentials: [] }],
  settings: [{ name: 'a', value: text, proof: 'file.yaml:2' }],
  visibility: records('It'),
  problems: [{ file: 'file.yaml', message: `It has ${text}.`, fix: 'Take it out.' }],
});

describe('the scrubber', () => {
  test('withholds a value that was taken, wherever it stands', () => {
    const secret = fc.string({
      minLength: 8,
      maxLength: 60,
      unit: fc.constantFrom(...'abcdefXYZ0189!$%&/()=?+-_.:,;#~^ '),
    });
    fc.assert(
      fc.property(
        secret.map((text) => text.trim()).filter((text) => text.length >= 8),
        (text) => {
          const { reading: clean, withheld: count } = scrubReading(reading(text), new Set([text]));
          expect(JSON.stringify(clean.apis)).not.toContain(JSON.stringify(text).slice(1, -1));
          expect(JSON.stringify([clean.consumers, clean.settings, clean.problems])).not.toContain(
            JSON.stringify(text).slice(1, -1),
          );
          expect(count).toBeGreaterThan(5);
        },
      ),
    );
  });

  test('a secret in a path becomes a parameter', () => {
    const { reading: clean } = scrubReading(reading('T0K3N-9f8e7d6c'), new Set(['T0K3N-9f8e7d6c']));
    expect(clean.apis[0]?.routes[0]?.template).toBe('/hooks/{secret}/in');
  });

  test('a short secret is withheld as a word of free text, and does not damage what is no free text', () => {
    const { reading: clean } = scrubReading(reading('hunter2'), new Set(['hunter2', 'bank']));
    expect(clean.apis[0]?.purpose).toBe(`Before ${withheld} after`);
    expect(clean.apis[0]?.leadsTo).toEqual(['host:a.bank.example/hunter2']);
  });

  test('of two that begin alike the longer one is withheld whole', () => {
    const taken = new Set(['abcdefgh', 'abcdefgh-and-more']);
    const { reading: clean } = scrubReading(reading('x abcdefgh-and-more y abcdefgh z'), taken);
    expect(clean.apis[0]?.name).toBe(`x ${withheld} y ${withheld} z`);
  });

  const free = (text: string): string => withoutSecretText(text, () => withheld);

  test.each([
    [
      'a private key',
      'see -----BEGIN RSA PRIVATE KEY-----\nMIIEabc-def\n-----END RSA PRIVATE KEY----- ok',
      'MIIEabc',
    ],
    ['a private key that is cut off', '-----BEGIN EC PRIVATE KEY-----\nMHcCAQEEIAbc', 'BEGIN EC PRIVATE KEY'],
    ['a JSON Web Token', 'use eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln', 'eyJhbGci'],
    ['an AWS key', 'key AKIAIOSFODNN7EXAMPLE', 'AKIA'],
    ['a GitHub token', 'ghp_0123456789abcdefghijABCDEFGHIJ012345', 'ghp_'],
    ['a Slack token', 'xoxb-1234567890-abcdef', 'xoxb'],
    ['a Google key', 'AIzaSyA-0123456789abcdefghijklmnopqrstu', 'AIza'],
    ['a payment key', 'sk_live_0123456789abcdefABCDEF', 'sk_live'],
    ['a bearer token', 'Authorization: Bearer abcdef0123456789abcd', 'abcdef0123456789'],
    ['a password', 'the password=Summer2031! works', 'Summer2031'],
    ['a password behind a colon', 'password: S3cret!pw', 'S3cret'],
    ['a parameter', 'https://api.bank.example/x?access_token=a1b2c3d4', 'a1b2c3d4'],
    ['user information', 'https://joe:pa55@api.bank.example/x', 'pa55'],
    ['a random token', 'token is 9f8a7b6c5d4e3f2a1b0c9d8e7f6a5b4c', '9f8a7b6c'],
    ['a random base64 token', 'qNw83hK0tVb6yRz1mXe5cUj7oPl2aSd4', 'qNw83hK0'],
  ])('finds %s in free text', (_, text, part) => {
    expect(free(text)).toContain(withheld);
    expect(free(text)).not.toContain(part);
  });

  test.each([
    'Requests without a token: they pass as the anonymous consumer.',
    'Payments initiation (PSD2), version 2.1, see https://docs.bank.example/payments/v2#tokens',
    'openbanking-account-information-service-v3-production-eu-central-1',
    'arn:aws:lambda:eu-central-1:111122223333:function:payments-initiation-handler',
    '3f1c2b7a-54a1-4c11-9f0e-6a8f1c9d2b10',
    'VerifyAPIKey does not hold: continueOnError="true"',
    'Basic authentication is required',
    'kong.yaml#/services/0/routes/1/plugins/2',
    'The secret store: Vault',
    '/etc/nginx/conf.d/2031-01-01-payments-and-accounts.conf:1234',
  ])('leaves ordinary text alone: %s', (text) => {
    expect(free(text)).toBe(text);
  });
});
