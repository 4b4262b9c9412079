import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type AuditEvent, type AuditHead, emptyChain, hashOf } from '../../../core/audit/audit-event.ts';
import { append, verify } from '../../../core/audit/chain.ts';
import { exceptionId, personId } from '../../../core/identifiers.ts';

const subject = exceptionId('EX-1');

const chainOf = (texts: readonly string[]): { events: AuditEvent[]; head: AuditHead } => {
  let head = emptyChain;
  const events = texts.map((text) => {
    const next = append(head, {
      exceptionId: subject,
      at: '2026-11-24T08:00:00.000Z',
      actor: personId('https://id.bank.test', 'rita'),
      kind: 'VOTE_RECORDED',
      payload: { text },
    });
    head = next.head;
    return next.event;
  });
  return { events, head };
};

/** A chain of at least two events and one place in it. */
const chainAndPlace = fc
  .array(fc.string(), { minLength: 2, maxLength: 12 })
  .chain((texts) => fc.tuple(fc.constant(texts), fc.nat({ max: texts.length - 1 })));

test('a chain that nobody touched is intact', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (texts) => {
      const { events, head } = chainOf(texts);
      expect(verify(subject, events, head)).toEqual({ intact: true, events: texts.length });
    }),
  );
});

test('audit-chain-detects-edit', () => {
  fc.assert(
    fc.property(
      chainAndPlace,
      fc.constantFrom('payload', 'at', 'actor', 'kind', 'hash', 'prevHash'),
      ([texts, place], field) => {
        const { events, head } = chainOf(texts);
        const edited = events.map((event, index) =>
          index === place
            ? { ...event, [field]: field === 'payload' ? { text: 'another' } : 'another' }
            : event,
        ) as AuditEvent[];
        fc.pre(texts[place] !== 'another');
        expect(verify(subject, edited, head)).toMatchObject({ intact: false, firstBrokenSeq: place + 1 });
      },
    ),
  );
});

test('audit-chain-detects-edit by somebody who seals it again', () => {
  fc.assert(
    fc.property(chainAndPlace, ([texts, place]) => {
      const { head } = chainOf(texts);
      const { events: forged } = chainOf(texts.map((text, index) => (index === place ? `${text}!` : text)));
      expect(verify(subject, forged, head)).toMatchObject({ intact: false });
    }),
  );
});

test('audit-chain-detects-edit by somebody who seals that one event again', () => {
  fc.assert(
    fc.property(chainAndPlace, ([texts, place]) => {
      const { events, head } = chainOf(texts);
      const resealed = events.map((event, index) => {
        if (index !== place) return event;
        const { hash: _, ...unsealed } = { ...event, payload: { text: `${texts[place]}!` } };
        return { ...unsealed, hash: hashOf(unsealed) };
      });
      // The event after it no longer follows; after the last one, the head does not.
      expect(verify(subject, resealed, head)).toMatchObject({
        intact: false,
        firstBrokenSeq: Math.min(place + 2, events.length),
      });
    }),
  );
});

test('audit-chain-detects-drop', () => {
  fc.assert(
    fc.property(chainAndPlace, ([texts, place]) => {
      const { events, head } = chainOf(texts);
      const left = events.filter((_, index) => index !== place);
      expect(verify(subject, left, head)).toMatchObject({ intact: false, firstBrokenSeq: place + 1 });
    }),
  );
});

test('audit-chain-detects-swap', () => {
  fc.assert(
    fc.property(chainAndPlace, fc.nat(), ([texts, place], other) => {
      const { events, head } = chainOf(texts);
      const second = other % events.length;
      fc.pre(second !== place);
      const swapped = [...events];
      [swapped[place], swapped[second]] = [events[second] as AuditEvent, events[place] as AuditEvent];
      expect(verify(subject, swapped, head)).toMatchObject({
        intact: false,
        firstBrokenSeq: Math.min(place, second) + 1,
      });
    }),
  );
});

test('audit-chain-detects-truncate', () => {
  fc.assert(
    fc.property(chainAndPlace, ([texts, place]) => {
      const { events, head } = chainOf(texts);
      expect(verify(subject, events.slice(0, place), head)).toMatchObject({
        intact: false,
        firstBrokenSeq: place + 1,
      });
    }),
  );
});

test('an event too many does not pass', () => {
  const { events } = chainOf(['a', 'b', 'c']);
  const { head } = chainOf(['a', 'b']);
  expect(verify(subject, events, head)).toMatchObject({ intact: false, firstBrokenSeq: 3 });
});

test("another exception's chain does not pass for this one", () => {
  const { events, head } = chainOf(['a']);
  expect(verify(exceptionId('EX-2'), events, head)).toMatchObject({ intact: false, firstBrokenSeq: 1 });
});
