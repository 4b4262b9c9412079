import { describe, expect, test } from '@jest/globals';
import { loadCase } from '../../../core/risk/load-case.ts';
import { readReview } from '../../../core/risk/read-review.ts';
import {
  opened,
  requestKey,
  requestText,
  riskWorld,
  subject,
  theCycle,
  theException,
  voteNow,
  withOpenRound,
} from '../../support/risk-world.ts';

const problemsOf = async (world: ReturnType<typeof riskWorld>) =>
  (await world.cycles.get(theCycle))?.problems;
const withCycle = async (text?: string) => {
  const world = riskWorld(text === undefined ? {} : { text });
  await world.cycles.start({
    cycleId: theCycle,
    trigger: 'person',
    state: 'RUNNING',
    startedAt: opened,
    counts: {},
    problems: [],
  });
  return world;
};

test('a complete request is ready, with its dossier in the evidence', async () => {
  const world = await withCycle();
  const loaded = await loadCase(subject(), world);
  if (loaded.outcome !== 'READY') throw new Error(loaded.outcome);
  expect(loaded.dossierKey).toMatch(
    new RegExp(`^exceptions/${theException}/dossier-r1-[0-9a-f]{12}\\.json$`),
  );
  expect(await world.documents.getJson(loaded.dossierKey)).toMatchObject({ apiName: 'h2h-files', round: 1 });
  expect(await loadCase(subject(), world)).toEqual(loaded);
});

describe('an incomplete request is refused, and the refusal is written down', () => {
  test.each([
    ['not YAML', 'api: [', '1'],
    ['without its gaps', requestText.replace(/gaps:[\s\S]*controls:/, 'controls:'), '/gaps'],
  ])('%s', async (_what, text) => {
    const world = await withCycle(text);
    expect(await loadCase(subject(), world)).toMatchObject({ outcome: 'REFUSED' });
    const [problem] = (await problemsOf(world)) ?? [];
    expect(problem).toMatchObject({ file: requestKey, fix: expect.stringMatching(/\w/) });
    expect([...world.documents.bodies.keys()]).toEqual([]);
  });

  test('gone from the intake', async () => {
    const world = await withCycle();
    delete world.files[requestKey];
    expect(await loadCase(subject(), world)).toEqual({ outcome: 'REFUSED', problems: 1 });
  });

  test('too large to read', async () => {
    const world = await withCycle();
    const getText = async () => {
      throw Object.assign(new Error('large'), { name: 'ObjectTooLarge' });
    };
    expect(await loadCase(subject(), { ...world, intake: { getText } })).toEqual({
      outcome: 'REFUSED',
      problems: 1,
    });
  });

  test('an intake that fails is not a refusal', async () => {
    const world = await withCycle();
    const getText = async () => {
      throw new Error('The network is down.');
    };
    await expect(loadCase(subject(), { ...world, intake: { getText } })).rejects.toThrow('network');
  });
});

describe('a review that is open', () => {
  test('goes on with the execution that carries it', async () => {
    const world = riskWorld();
    const { review, basis } = await withOpenRound(world);
    expect(await loadCase(subject('review-1'), world)).toEqual({
      outcome: 'READY',
      dossierKey: review.dossierKey,
      basis,
    });
  });

  test('is left alone by any other', async () => {
    const world = riskWorld();
    await withOpenRound(world);
    expect(await loadCase(subject('review-2'), world)).toEqual({ outcome: 'HELD' });
  });

  test('gets its next round prepared when the request was changed (G5)', async () => {
    const world = riskWorld();
    const before = await withOpenRound(world);
    world.files[requestKey] = requestText.replace('yearly', 'monthly');
    const loaded = await loadCase(subject('review-2'), world);
    expect(loaded).toMatchObject({ outcome: 'READY', dossierKey: expect.stringContaining('dossier-r2-') });
    // The round in progress still stands on the dossier it was opened on.
    expect((await readReview(theException, world))?.dossier.round).toBe(1);
    expect(await world.reviews.read(theException)).toEqual(before);
  });

  test('is not disturbed by a change that makes the request incomplete', async () => {
    const world = riskWorld();
    const before = await withOpenRound(world);
    world.files[requestKey] = requestText.replace(/^justification:.*$/m, '');
    expect(await loadCase(subject('review-2'), world)).toMatchObject({ outcome: 'REFUSED' });
    expect(await world.reviews.read(theException)).toEqual(before);
  });
});

test('a decided review stays decided, whatever the request says now', async () => {
  const world = riskWorld();
  await withOpenRound(world);
  await voteNow(world, { choice: 'REJECT' });
  world.files[requestKey] = requestText.replace('yearly', 'monthly');
  expect(await loadCase(subject('review-2'), world)).toEqual({ outcome: 'SETTLED' });
});
