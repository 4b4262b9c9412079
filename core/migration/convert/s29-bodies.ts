import { isObject, type JsonObject, objectAt } from '../json.ts';
import type { Transformation } from './transformation.ts';
import { operations } from './walk.ts';

export const isJsonType = (type: string): boolean => /^application\/(json|[\w.+-]+\+json)$/.test(type);

const bodiless = new Set(['get', 'head', 'options']);

/** `Application/JSON; charset=utf-8` → `application/json`. */
const bareType = (type: string): string => (type.split(';')[0] ?? '').trim().toLowerCase();

/** One entry per JSON media type; everything else about a body that the gateway cannot validate is listed. */
export const bodies: Transformation = {
  id: 'S29',
  title: 'Body media types normalised',
  because: 'Models are chosen by exact Content-Type and only JSON is validated; a body on GET is dropped.',
  apply: (document, log) => {
    for (const { method, operation } of operations(document)) {
      const body = objectAt(operation, 'requestBody');
      if (!body) {
        delete operation.requestBody;
        continue;
      }
      const pointer = log.pointer(body);
      if (bodiless.has(method)) {
        log.gap('S29', pointer, {
          constraint: `body of a ${method.toUpperCase()} request`,
          risk: 'Such a body has no defined meaning; it is not validated.',
          enforceAt: 'backend',
        });
        delete operation.requestBody;
        continue;
      }
      const content: JsonObject = {};
      const others: string[] = [];
      for (const [type, media] of Object.entries(objectAt(body, 'content') ?? {})) {
        const bare = type.trim() === '*/*' ? 'application/json' : bareType(type);
        const schema = objectAt(media, 'schema');
        if (!isJsonType(bare)) others.push(bare);
        else if (schema)
          content[bare] ??=
            isObject(media) && Object.keys(media).length === 1
              ? media
              : log.copied({ schema }, media as object);
        else others.push(`${bare} without a schema`);
      }
      if (others.length)
        log.gap('S29', pointer, {
          constraint: `bodies of ${others.join(', ')}`,
          risk: 'Only JSON bodies with a schema are validated.',
          enforceAt: 'backend',
        });
      const types = Object.keys(content);
      const after: JsonObject = { content, required: body.required === true };
      // Types without a model stay named, so that the hardening does not force the JSON model on them.
      if (others.length)
        for (const type of others.filter((type) => !type.includes(' '))) content[type] ??= {};
      const before = Object.keys(objectAt(body, 'content') ?? {});
      if (!Object.keys(content).length) delete operation.requestBody;
      else operation.requestBody = log.copied(after, body);
      if (before.join() !== Object.keys(content).join() || before.length === 0)
        log.changed('S29', pointer, before.join(' '), types.join(' '));
    }
  },
};
