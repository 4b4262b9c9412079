import type { JsonObject } from '../json.ts';
import type { Transformation } from './transformation.ts';
import { requestSchemas } from './walk.ts';

const compositions = ['allOf', 'anyOf', 'oneOf'];

/** Says `nullable` as draft 04 does: `null` among the types, and among the values. */
export const nullable: Transformation = {
  id: 'S06b',
  title: 'nullable made a type',
  because:
    'An import drops `nullable`: legitimate nulls would be refused with 400 once bodies are validated.',
  apply: (document, log) => {
    for (const schema of requestSchemas(document)) {
      if (!('nullable' in schema)) continue;
      const wanted = schema.nullable === true;
      const pointer = log.pointer(schema, 'nullable');
      delete schema.nullable;
      if (!wanted) continue;
      const before = schema.type;
      if (typeof schema.type === 'string') schema.type = [schema.type, 'null'];
      else if (Array.isArray(schema.type) && !schema.type.includes('null'))
        schema.type = [...schema.type, 'null'];
      if (Array.isArray(schema.enum) && !schema.enum.includes(null)) schema.enum = [...schema.enum, null];
      // Without a type of its own the composition decides: null becomes an alternative to all of it.
      const composed = before === undefined ? compositions.filter((key) => key in schema) : [];
      if (composed.length) {
        const whole: JsonObject = log.copied({}, schema);
        for (const key of composed) {
          whole[key] = schema[key];
          delete schema[key];
        }
        schema.anyOf = [{ type: 'null' }, whole];
      }
      log.changed('S06b', pointer, `nullable ${String(before ?? '')}`, schema.type ?? 'null allowed');
    }
  },
};
