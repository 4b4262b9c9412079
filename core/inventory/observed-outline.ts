import { interned, type Pool } from '../interned.ts';
import type { ObservedEndpoint } from '../traffic/endpoints.ts';

const noStatuses: ObservedEndpoint['statuses'] = {};
const noParameters: ObservedEndpoint['parameters'] = [];

type Writable<T> = { -readonly [Member in keyof T]: T[Member] };

/**
 * An endpoint as far as the catalogue asks: which codes it answered, not how often, and nothing of what its template
 * says already. Most endpoints answer the same, and hundreds of thousands of them are held at once.
 * @param endpoint freshly parsed: it is changed in place
 */
export const observedOutline = (endpoint: ObservedEndpoint, pool: Pool): ObservedEndpoint => {
  const outline: Writable<ObservedEndpoint> = endpoint;
  const answered = `codes ${(endpoint.codes ?? []).map(([status]) => status).join(' ')}`;
  const known = pool.get(answered) ?? endpoint.codes?.map(([status]) => [status, 1]);
  if (known) {
    pool.set(answered, known);
    outline.codes = known as ObservedEndpoint['codes'] & object;
  }
  outline.statuses = noStatuses;
  outline.parameters = noParameters;
  return interned(outline, pool);
};
