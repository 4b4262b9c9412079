import { describe, expect, test } from '@jest/globals';
import { observedOf, putObserved } from '../../../core/inventory/observed-store.ts';
import { DocumentNotFound } from '../../../core/ports.ts';
import { memoryDocuments } from '../../support/memory/documents.ts';
import { observed } from '../../support/observed.ts';

const kept = async (count: number) => {
  const documents = memoryDocuments();
  const endpoints = Array.from({ length: count }, (_, n) => observed('GET', `/${n}`));
  await putObserved('cycle-1', endpoints, documents);
  const read = [];
  const sizes = [];
  for await (const part of observedOf('cycle-1', documents)) {
    read.push(...part);
    sizes.push(part.length);
  }
  return { documents, endpoints, read, sizes };
};

describe('what logs show', () => {
  test.each([0, 1, 20_000, 20_001, 45_000])('comes back whole and in order: %i endpoints', async (count) => {
    const { endpoints, read, sizes } = await kept(count);
    expect(read).toEqual(endpoints);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(20_000);
  });

  test('of an ordinary bank is one document', async () => {
    const { documents } = await kept(3);
    expect([...documents.bodies.keys()]).toEqual(['cycles/cycle-1/observed.json']);
  });

  test('is not there before it was kept', async () => {
    await expect(observedOf('cycle-1', memoryDocuments()).next()).rejects.toThrow(DocumentNotFound);
  });
});
