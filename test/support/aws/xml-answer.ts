import type { NormalizedSchema } from '@smithy/core/schema';

type Json = unknown;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const content = (schema: NormalizedSchema, value: Json): string => {
  if (schema.isStructSchema()) {
    const fields = value as Readonly<Record<string, Json>>;
    const parts: string[] = [];
    for (const [name, member] of schema.structIterator()) {
      if (fields[name] === undefined) continue;
      parts.push(element(String(member.getMergedTraits().xmlName ?? name), member, fields[name]));
    }
    return parts.join('');
  }
  if (schema.isListSchema()) {
    const item = schema.getValueSchema();
    const name = String(item.getMergedTraits().xmlName ?? 'member');
    return (value as readonly Json[]).map((one) => `<${name}>${content(item, one)}</${name}>`).join('');
  }
  return escaped(String(value));
};

const element = (name: string, schema: NormalizedSchema, value: Json): string =>
  schema.isListSchema() && schema.getMergedTraits().xmlFlattened
    ? (value as readonly Json[])
        .map((one) => `<${name}>${content(schema.getValueSchema(), one)}</${name}>`)
        .join('')
    : `<${name}>${content(schema, value)}</${name}>`;

/** The members of a structure as XML, in the names that the service's model gives them on the wire. */
export const xmlMembers = (schema: NormalizedSchema, value: Json): string => content(schema, value);

/** The member that is the whole body of an answer, where the service's model has one. */
export const payloadOf = (schema: NormalizedSchema): readonly [string, NormalizedSchema] | undefined => {
  for (const [name, member] of schema.structIterator())
    if (member.getMergedTraits().httpPayload) return [name, member];
  return undefined;
};
