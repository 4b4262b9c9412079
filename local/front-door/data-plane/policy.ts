import { record } from '../import/document.ts';
import type { Json } from '../rest-api/definition.ts';

const listed = (value: unknown): string[] => (Array.isArray(value) ? value : [value]).map(String);

const matches = (pattern: string, value: string): boolean =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  ).test(value);

const isEverybody = (principal: unknown): boolean =>
  principal === '*' || listed(record(principal).AWS).includes('*');

const denies = (statement: Json, arn: string): boolean =>
  statement.Effect === 'Deny' &&
  statement.Condition === undefined &&
  isEverybody(statement.Principal) &&
  listed(statement.Action).some((action) => matches(action.toLowerCase(), 'execute-api:invoke')) &&
  listed(statement.Resource).some((resource) =>
    // `execute-api:/stage/GET/path` is AWS's short form: the API's own ARN is filled in.
    matches(
      resource.startsWith('execute-api:')
        ? `*:${resource.slice('execute-api:'.length).replace(/^\//, '*/')}`
        : resource,
      arn,
    ),
  );

/**
 * Whether a resource policy denies everybody this call, without conditions. Conditions and allow-lists are not
 * judged here (with real IAM switched on, the emulator does for open methods).
 */
export const deniesEverybody = (policy: string, arn: string): boolean => {
  let statements: unknown;
  try {
    statements = (JSON.parse(policy) as Json).Statement;
  } catch {
    return false;
  }
  return (Array.isArray(statements) ? statements : [statements]).some((statement) =>
    denies(record(statement), arn),
  );
};
