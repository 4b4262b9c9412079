import type { Documents } from '../ports.ts';
import type { ObservedEndpoint } from '../traffic/endpoints.ts';
import { cycleKeys } from './cycle-keys.ts';

/** Endpoints of one document: a reader holds the text of one at a time, not that of a whole bank's traffic. */
const endpointsPerPart = 20_000;

/** Keeps what one cycle's logs show. */
export const putObserved = async (
  cycleId: string,
  endpoints: readonly ObservedEndpoint[],
  documents: Pick<Documents, 'putJson'>,
): Promise<void> => {
  const keys = cycleKeys(cycleId);
  const parts = Math.ceil(endpoints.length / endpointsPerPart);
  if (parts <= 1) {
    await documents.putJson(keys.observed, endpoints);
    return;
  }
  for (let part = 0; part < parts; part++) {
    const from = part * endpointsPerPart;
    await documents.putJson(keys.observedPart(part + 1), endpoints.slice(from, from + endpointsPerPart));
  }
  // Last: what names the parts is there only when they all are.
  await documents.putJson(keys.observed, { parts });
};

/** Reads it back, part by part. @throws DocumentNotFound before it was kept */
export async function* observedOf(
  cycleId: string,
  documents: Pick<Documents, 'getJson'>,
): AsyncGenerator<readonly ObservedEndpoint[]> {
  const keys = cycleKeys(cycleId);
  const whole = await documents.getJson<readonly ObservedEndpoint[] | { readonly parts: number }>(
    keys.observed,
  );
  if (!('parts' in whole)) {
    yield whole;
    return;
  }
  for (let part = 1; part <= whole.parts; part++)
    yield await documents.getJson<readonly ObservedEndpoint[]>(keys.observedPart(part));
}
