import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { exceptionClaim } from '../../../core/inventory/exception-claims.ts';
import { partnersOf, readPartners } from '../../../core/inventory/partners-file.ts';
import { readSources } from '../../../core/inventory/sources-file.ts';
import { readStakeholders } from '../../../core/inventory/stakeholders-file.ts';

describe('stakeholders.yaml', () => {
  const person = (subject: string, seats = '[]') =>
    `  - subject: ${subject}\n    name: Ada\n    mail: ${subject}@demo-bank.test\n    roles: [risk]\n    seats: ${seats}\n`;

  test('knows people by issuer and subject, never by mail address', () => {
    const { stakeholders, problems } = readStakeholders(
      `issuer: https://id.demo-bank.test\nstakeholders:\n${person('ada', '[RISK]')}`,
      'stakeholders.yaml',
    );
    expect(problems).toEqual([]);
    expect(stakeholders).toEqual([
      {
        person: 'https://id.demo-bank.test|ada',
        name: 'Ada',
        mail: 'ada@demo-bank.test',
        roles: ['risk'],
        seats: ['RISK'],
      },
    ]);
  });

  test('a bad entry is a problem with line and pointer, and the others count', () => {
    const { stakeholders, problems } = readStakeholders(
      `issuer: i\nstakeholders:\n${person('ada')}${person('bob', '[KING]')}${person('cyd')}`,
      'stakeholders.yaml',
    );
    expect(stakeholders.map(({ person: id }) => id)).toEqual(['i|ada', 'i|cyd']);
    expect(problems).toEqual([
      expect.objectContaining({ file: 'stakeholders.yaml', line: 12, pointer: '/stakeholders/1/seats/0' }),
    ]);
  });

  test('one person twice is one person, and said', () => {
    const { stakeholders, problems } = readStakeholders(
      `issuer: i\nstakeholders:\n${person('ada')}${person('ada')}`,
      'f',
    );
    expect(stakeholders).toHaveLength(1);
    expect(problems[0]?.message).toContain('ada stands twice');
  });

  test('without an issuer nobody is known', () => {
    const { stakeholders, problems } = readStakeholders(`stakeholders:\n${person('ada')}`, 'f');
    expect(stakeholders).toEqual([]);
    expect(problems).toEqual([expect.objectContaining({ pointer: '/issuer' })]);
  });

  test.each([
    ['issuer: [', 'not valid YAML'],
    ['- a', 'not a mapping'],
    ['issuer: i\nstakeholders: 7', 'not a list'],
  ])('%j is told, not thrown', (text, part) => {
    const { stakeholders, problems } = readStakeholders(text, 'f');
    expect(stakeholders).toEqual([]);
    expect(problems[0]?.message).toContain(part);
  });
});

describe('partners.yaml', () => {
  const text = `partners:
  - {name: Fjord Pay, contract: C-1, contact: a@fjord.test, apis: [Payments], clientIds: [fp], until: 2027-06-30}
  - {name: No End, contract: C-2, contact: a@b.test, apis: [Payments]}
`;
  test('reads contracts and reports the one without an end', () => {
    const { partners, problems } = readPartners(text, 'partners.yaml');
    expect(partners.map(({ name }) => name)).toEqual(['Fjord Pay']);
    expect(problems).toEqual([expect.objectContaining({ line: 3, pointer: '/partners/1/until' })]);
  });

  test('finds the partners of an API however its name is spelled', () => {
    const { partners } = readPartners(text, 'partners.yaml');
    expect(partnersOf(partners, 'payments')).toEqual(['Fjord Pay']);
    expect(partnersOf(partners, 'cards')).toEqual([]);
  });
});

describe('sources.yaml', () => {
  test('reads accounts and logs, each place once', () => {
    const { accounts, logs, problems } = readSources(
      `accounts:
  - {account: "000000000000", region: us-east-1}
  - {account: "000000000000", region: us-east-1}
logs:
  - {bucket: bank-logs, prefix: alb/, format: alb}
`,
      'sources.yaml',
    );
    expect(accounts).toEqual([{ account: '000000000000', regions: ['us-east-1'] }]);
    expect(logs).toEqual([{ bucket: 'bank-logs', prefix: 'alb/', format: 'alb' }]);
    expect(problems).toEqual([]);
  });

  test('an account that lost its quotes and an unknown format are told with their lines', () => {
    const { accounts, logs, problems } = readSources(
      'accounts:\n  - {account: 123456789012, region: us-east-1}\nlogs:\n  - {bucket: b-1, format: iis}\n  - {bucket: b-2, format: alb}\n',
      'sources.yaml',
    );
    expect(accounts).toEqual([]);
    expect(logs).toEqual([{ bucket: 'b-2', prefix: '', format: 'alb' }]);
    expect(problems.map(({ line }) => line)).toEqual([2, 4]);
  });

  test('a text that cannot be read is one problem', () => {
    expect(readSources('accounts: [', 'sources.yaml').problems).toHaveLength(1);
  });
});

describe('an exception request', () => {
  test('says that the API exists', () => {
    expect(exceptionClaim('api: h2h-files\nrequester: ada\n', 'exceptions/h2h.yaml', 'now').evidence).toEqual(
      [
        {
          source: 'exception-request',
          locator: 'exceptions/h2h.yaml',
          apiName: 'h2h-files',
          observedAt: 'now',
          confidence: 0.7,
        },
      ],
    );
  });

  test('no text makes a reader throw', () => {
    const readers = [
      readStakeholders,
      readPartners,
      readSources,
      (text: string) => exceptionClaim(text, 'f', 'now'),
    ];
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom(...readers), (text, read) => {
        read(text, 'f');
      }),
    );
  });
});
