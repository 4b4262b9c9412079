import type { PersonId } from '../../identifiers.ts';
import { type Provenanced, slugOf } from '../api-record.ts';
import type { SettledField } from '../correction.ts';
import type { Evidence } from '../evidence.ts';
import { type Fading, faded, noisyOr } from './confidence.ts';

/**
 * What makes two spellings one value. An owner may stand as a team or as a mail address: `Accounts Team`,
 * `accounts-team` and `accounts-team@bank.example` are one.
 */
const sameAs: Readonly<Record<SettledField | 'style', (value: string) => string>> = {
  name: slugOf,
  owner: (value) => slugOf(value.replace(/^mailto:/i, '').replace(/@.*$/, '')) || value.toLowerCase(),
  purpose: (value) => value.trim().replace(/\s+/g, ' ').toLowerCase(),
  exposure: (value) => value,
  dataClass: (value) => value,
  environment: (value) => value,
  lifecycle: (value) => value,
  direction: (value) => value,
  style: (value) => value,
};

/** What a person decided of one field. */
export interface Settled {
  readonly value: string;
  readonly by: PersonId;
  readonly correctionId: string;
}

interface Candidate<T> {
  readonly value: T;
  readonly source: Evidence['source'];
  readonly locator: string;
  readonly confidence: number;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * One field over all evidence. Values that sources agree on are combined, the surest wins, and the others stand beside
 * it: a conflict is listed, never settled in silence. What a person settled wins over everything; what the sources say
 * is then the list. No kind of source is above the others: an owner that a person wrote beats a tag exactly when the
 * voices for it are surer together.
 * @returns undefined when nobody knows.
 */
export const fieldOf = <T extends string>(
  field: SettledField | 'style',
  evidence: readonly Evidence[],
  read: (one: Evidence) => T | undefined,
  fading: Fading,
  settled?: Settled,
): Provenanced<T> | undefined => {
  const said = evidence.flatMap((one) => {
    const value = read(one);
    return value === undefined || value === '' ? [] : [{ one, value }];
  });
  const same = sameAs[field];
  const candidates = [...Map.groupBy(said, ({ value }) => same(value)).values()]
    .map((voices): Candidate<T> => {
      const strength = ({ one }: { one: Evidence }): number => faded(one, fading);
      const [best] = voices.toSorted(
        (a, b) =>
          strength(b) - strength(a) ||
          compare(a.one.locator, b.one.locator) ||
          compare(a.one.source, b.one.source) ||
          compare(a.value, b.value),
      ) as [(typeof voices)[number], ...(typeof voices)[number][]];
      return {
        value: best.value,
        source: best.one.source,
        locator: best.one.locator,
        confidence: noisyOr(
          voices.map(({ one }) => one),
          fading,
        ),
      };
    })
    .sort(
      (a, b) => b.confidence - a.confidence || compare(a.locator, b.locator) || compare(a.value, b.value),
    );
  if (settled) {
    // Fields with a list of values are checked where the correction is taken; here it is one of them.
    const value = settled.value as T;
    const agreeing = candidates.find((one) => same(one.value) === same(value));
    return {
      value,
      source: agreeing?.source ?? 'attestation',
      locator: agreeing?.locator ?? `correction ${settled.correctionId}`,
      confidence: 1,
      others: candidates.filter((one) => one !== agreeing),
      settledBy: settled.by,
    };
  }
  const [winner, ...others] = candidates;
  return winner && { ...winner, others };
};
