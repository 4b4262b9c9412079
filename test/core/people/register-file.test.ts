import { describe, expect, test } from '@jest/globals';
import { readStakeholders } from '../../../core/inventory/stakeholders-file.ts';

const file = (entry: string) => `issuer: https://id.bank.test
stakeholders:
  - { subject: ada, name: Ada, mail: ada@bank.test, ${entry} }
  - { subject: max, name: Max, mail: max@bank.test }
`;

describe('deputies, absences, managers and teams of stakeholders.yaml', () => {
  test('are read', () => {
    const { stakeholders, problems } = readStakeholders(
      file(
        'manager: max, answersFor: [cards-team], absent: [{ from: 2026-12-20, until: 2027-01-06 }], deputyFor: [{ seat: RISK, until: 2027-06-30 }, { role: business, from: 2026-12-01, until: 2026-12-31 }]',
      ),
      'stakeholders.yaml',
    );
    expect(problems).toEqual([]);
    expect(stakeholders[0]).toEqual({
      person: 'https://id.bank.test|ada',
      name: 'Ada',
      mail: 'ada@bank.test',
      roles: [],
      seats: [],
      manager: 'https://id.bank.test|max',
      answersFor: ['cards-team'],
      absent: [{ from: '2026-12-20', until: '2027-01-06' }],
      deputyFor: [
        { seat: 'RISK', until: '2027-06-30' },
        { role: 'business', from: '2026-12-01', until: '2026-12-31' },
      ],
    });
  });

  test.each([
    ['manager: nobody', 'nobody of this file'],
    ['manager: ada', 'The manager of ada is the person'],
  ])('%s: the person stays, and it is said', (entry, message) => {
    const { stakeholders, problems } = readStakeholders(file(entry), 'stakeholders.yaml');
    expect(stakeholders).toHaveLength(2);
    expect(problems).toMatchObject([{ message: expect.stringContaining(message) }]);
  });

  test.each([
    'deputyFor: [{ seat: RISK }]',
    'deputyFor: [{ until: 2027-06-30 }]',
    'deputyFor: [{ seat: CEO, until: 2027-06-30 }]',
    'absent: [{ from: 2027-01-06, until: 2026-12-20 }]',
    'absent: [{ from: soon, until: then }]',
  ])('%s is a problem with its line', (entry) => {
    const { problems } = readStakeholders(file(entry), 'stakeholders.yaml');
    expect(problems.length).toBeGreaterThan(0);
    for (const problem of problems)
      expect(problem).toMatchObject({ line: 3, pointer: expect.stringMatching(/deputyFor|absent/) });
  });
});
