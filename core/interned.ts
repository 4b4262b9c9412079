/** Strings longer than this are rarely said twice. */
const maxLength = 200;

/**
 * A copy of parsed JSON in which equal strings are one. What a parser makes of a large document holds `GET` and the
 * name of a host once for each time that they were written.
 * @param pool shared by everything that is likely to hold the same strings
 */
export const interned = <T>(value: T, pool: Map<string, string>): T => {
  const copy = (one: unknown): unknown => {
    if (typeof one === 'string') {
      if (one.length > maxLength) return one;
      const known = pool.get(one);
      if (known !== undefined) return known;
      pool.set(one, one);
      return one;
    }
    if (typeof one !== 'object' || one === null) return one;
    if (Array.isArray(one)) return one.map(copy);
    const out: Record<string, unknown> = {};
    for (const key in one) out[key] = copy((one as Record<string, unknown>)[key]);
    return out;
  };
  return copy(value) as T;
};
