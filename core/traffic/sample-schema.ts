/** A schema without a single value of the samples it was made from. */
export interface SampleSchema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, SampleSchema>>;
  readonly required?: readonly string[];
  readonly items?: SampleSchema;
  readonly format?: string;
}

const maxDepth = 12;
const maxMembers = 200;
const maxItems = 50;

const kindOf = (value: unknown): string => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
};

const formats: readonly (readonly [string, RegExp])[] = [
  ['uuid', /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i],
  ['date-time', /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/],
  ['date', /^\d{4}-\d{2}-\d{2}$/],
  ['email', /^[^@\s]+@[^@\s]+\.[a-z]{2,}$/i],
];

/** Names of members that are values themselves, as in a map by account number, stay out. */
const isName = (name: string): boolean => /^[A-Za-z_$@][\w$.:@-]{0,60}$/.test(name) && !/\d{5}/.test(name);

const objectSchema = (objects: readonly Readonly<Record<string, unknown>>[], depth: number): SampleSchema => {
  const names = [...new Set(objects.flatMap(Object.keys))].filter(isName).sort().slice(0, maxMembers);
  const required = names.filter((name) => objects.every((one) => name in one));
  return {
    type: 'object',
    properties: Object.fromEntries(
      names.map((name) => [
        name,
        schemaAt(
          objects.flatMap((one) => (name in one ? [one[name]] : [])),
          depth + 1,
        ),
      ]),
    ),
    ...(required.length > 0 ? { required } : {}),
  };
};

const schemaAt = (samples: readonly unknown[], depth: number): SampleSchema => {
  const kinds = [...new Set(samples.map(kindOf))].sort();
  const types = kinds.includes('number') ? kinds.filter((kind) => kind !== 'integer') : kinds;
  const type = types.length === 1 ? types[0] : types;
  if (types.length !== 1 || depth >= maxDepth) return type === undefined ? {} : { type };
  if (type === 'object') return objectSchema(samples as readonly Record<string, unknown>[], depth);
  if (type === 'array') {
    const items = (samples as readonly (readonly unknown[])[]).flatMap((list) => list.slice(0, maxItems));
    return { type, ...(items.length > 0 ? { items: schemaAt(items, depth + 1) } : {}) };
  }
  const format = formats.find(([, form]) =>
    samples.every((text) => typeof text === 'string' && form.test(text)),
  );
  return { type: type as string, ...(format ? { format: format[0] } : {}) };
};

/** What all samples have in common. @returns undefined without samples */
export const schemaOf = (samples: readonly unknown[]): SampleSchema | undefined =>
  samples.length === 0 ? undefined : schemaAt(samples, 0);
