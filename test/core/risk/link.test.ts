import { globSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { LinkId } from '../../../core/identifiers.ts';
import { makeLinkId, resolveLink } from '../../../core/risk/link.ts';
import { reviewLink } from '../../../core/risk/review-link.ts';
import { memoryLinkSigner } from '../../support/memory/reviews.ts';
import { person, type RiskWorld, riskWorld, theException, withOpenRound } from '../../support/risk-world.ts';

const rita = person('rita');
let world: RiskWorld;
let text: string;
let linkId: LinkId;
beforeAll(async () => {
  world = riskWorld();
  linkId = (await withOpenRound(world)).links[rita] as LinkId;
  text = (await reviewLink('https://portal.bank.test/', linkId, rita, world.signer)).split('/r/')[1] ?? '';
});

/** Fails the test when the store is asked. */
const noStore = {
  link: async () => {
    throw new Error('The store was asked.');
  },
};

test('is the portal’s address, a link id and a MAC, and nothing else', async () => {
  const url = new URL(await reviewLink('https://portal.bank.test', linkId, rita, world.signer));
  expect(url.origin).toBe('https://portal.bank.test');
  expect(url.pathname).toBe(`/r/${text}`);
  expect(url.search + url.hash).toBe('');
  expect(text).toMatch(/^[A-Za-z0-9_-]{22}-1-[0-9a-z]+\.[A-Za-z0-9_-]{22}$/);
  expect(text.length).toBeLessThan(64);
});

test('leads its person to the review, however often it is opened', async () => {
  const before = await world.reviews.read(theException);
  for (let visit = 0; visit < 100; visit++)
    expect(await resolveLink(text, rita, world)).toEqual({
      kind: 'REVIEW',
      exceptionId: theException,
      round: 1,
    });
  expect(await world.reviews.read(theException)).toEqual(before);
});

test('past its validity it still says which review it was', async () => {
  const later = { ...world, clock: { now: () => new Date('2027-03-01T00:00:00Z') } };
  expect(await resolveLink(text, rita, later)).toEqual({
    kind: 'EXPIRED',
    exceptionId: theException,
    round: 1,
  });
});

describe('a wrong MAC is refused before the store is asked', () => {
  const ports = () => ({ ...world, reviews: noStore });
  const unknown = { kind: 'UNKNOWN' };

  test('for anybody but its person', async () => {
    expect(await resolveLink(text, person('sven'), ports())).toEqual(unknown);
  });

  test('under another key', async () => {
    expect(await resolveLink(text, rita, { ...ports(), signer: memoryLinkSigner('other') })).toEqual(unknown);
  });

  test('when any one character is changed, dropped or added', async () => {
    const alphabet = [...'ABCXYZabcxyz0189_-.'];
    await fc.assert(
      fc.asyncProperty(
        fc.nat(),
        fc.constantFrom(...alphabet),
        fc.constantFrom('change', 'drop', 'add'),
        async (at, character, how) => {
          const place = at % text.length;
          const kept = how === 'add' ? place : place + 1;
          const damaged = text.slice(0, place) + (how === 'drop' ? '' : character) + text.slice(kept);
          // The last character of 16 bytes in base64url carries four unused bits, which are compared as text.
          fc.pre(damaged !== text);
          expect(await resolveLink(damaged, rita, ports())).toEqual(unknown);
        },
      ),
    );
  });

  test('for anything else that a scanner may send', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.string(), fc.string({ minLength: 100, maxLength: 5000 })),
        async (garbage) => {
          expect(await resolveLink(garbage, rita, ports())).toEqual(unknown);
        },
      ),
    );
  });
});

test('a link whose row is gone leads nowhere', async () => {
  expect(await resolveLink(text, rita, { ...world, reviews: { link: async () => undefined } })).toEqual({
    kind: 'UNKNOWN',
  });
});

test('a link id carries 128 random bits, its round and its end', () => {
  const ids = { ulid: () => '', random: (bytes: number) => Buffer.alloc(bytes, 255).toString('base64url') };
  expect(makeLinkId(ids, 37, new Date('2027-01-01T00:00:00Z'))).toBe(
    `${Buffer.alloc(16, 255).toString('base64url')}-11-${(1_798_761_600).toString(36)}`,
  );
});

test('review addresses are built in one place only', () => {
  const builders = globSync([
    'core/**/*.ts',
    'aws/**/*.ts',
    'lambdas/**/*.ts',
    'bin/**/*.ts',
    'lib/**/*.ts',
  ]).filter((file) => /\/r\/\$\{|['"`]\/r\/['"`]\s*\+/.test(readFileSync(file, 'utf8')));
  expect(builders).toEqual(['core/risk/review-link.ts']);
});
