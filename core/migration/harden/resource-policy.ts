import { canonicalJson } from '../json.ts';

const statement = (effect: 'Allow' | 'Deny', resource: string): string =>
  canonicalJson({
    Version: '2012-10-17',
    Statement: [{ Effect: effect, Principal: '*', Action: 'execute-api:Invoke', Resource: resource }],
  });

/** Nobody calls an API that is not finished: in force from its creation until it is deployed dark. */
export const closedPolicy = (): string => statement('Deny', 'execute-api:/*');

/** Calls to the one stage; who may call is the authorizer's matter, the default endpoint is off. */
export const openPolicy = (stage: string): string => statement('Allow', `execute-api:/${stage}/*`);

/** Effects of a resource policy that API Gateway returned; it escapes quotes in the text it stores. */
export const policyEffects = (text: string | undefined): readonly string[] => {
  if (!text) return [];
  for (const candidate of [text, text.replaceAll('\\"', '"')]) {
    try {
      const parsed = JSON.parse(candidate) as { Statement?: unknown };
      const statements = Array.isArray(parsed.Statement) ? parsed.Statement : [parsed.Statement];
      return statements.map((entry) => String((entry as { Effect?: unknown } | undefined)?.Effect));
    } catch {
      // The next spelling.
    }
  }
  return ['UNREADABLE'];
};
