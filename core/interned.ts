/** Strings longer than this are rarely said twice. */
const maxLength = 200;
const maxItems = 16;

/** What was seen before, by its text. Shared by everything that is likely to hold the same. */
export type Pool = Map<string, unknown>;

const isShort = (value: unknown): value is string => typeof value === 'string' && value.length <= maxLength;

const pooled = <T>(key: string, value: T, pool: Pool): T => {
  const known = pool.get(key);
  if (known !== undefined) return known as T;
  pool.set(key, value);
  return value;
};

/**
 * Makes equal strings one, and equal short lists of strings. What a parser makes of a large document holds `GET` and
 * the name of a host once for each time that they were written.
 * @param value freshly parsed and nobody else's: it is changed in place, and nobody may change it afterwards
 */
export const interned = <T>(value: T, pool: Pool): T => {
  const one = (part: unknown): unknown => {
    if (isShort(part)) return pooled(part, part, pool);
    if (typeof part !== 'object' || part === null) return part;
    if (Array.isArray(part)) {
      for (const [index, item] of part.entries()) part[index] = one(item);
      return part.length <= maxItems && part.every(isShort)
        ? pooled(`\n${part.join('\n')}`, part, pool)
        : part;
    }
    const members = part as Record<string, unknown>;
    for (const key of Object.keys(members)) members[key] = one(members[key]);
    return part;
  };
  return one(value) as T;
};
