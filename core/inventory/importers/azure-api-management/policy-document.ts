import type { GatewayControl } from '../../../gateway/controls.ts';
import type { InputProblem } from '../../../input-problem.ts';
import { childOf, readXml, type XmlElement } from '../xml.ts';
import { endOfExpression, isExpressionAt } from './expression.ts';
import { scanPolicy } from './policy-scan.ts';

export type PolicySection = 'inbound' | 'backend' | 'outbound' | 'on-error';

/** The policy of one scope, or a fragment. */
export type PolicyDocument =
  | { readonly file: string; readonly ok: true; readonly root: XmlElement }
  | {
      readonly file: string;
      readonly ok: false;
      readonly problem: InputProblem;
      /** Controls whose names stand in the text: whether they hold cannot be told. */
      readonly mentions: readonly GatewayControl[];
    };

/** Statements that are controls, by their names; what each comes to is judged where it stands. */
const statementControls: Readonly<Record<string, GatewayControl>> = {
  'validate-jwt': 'jwt',
  'validate-azure-ad-token': 'jwt',
  'validate-client-certificate': 'mutual-tls',
  'ip-filter': 'ip-allow-list',
  'rate-limit': 'rate-limit',
  'rate-limit-by-key': 'rate-limit',
  quota: 'quota',
  'quota-by-key': 'quota',
  'limit-concurrency': 'concurrency-limit',
  'validate-content': 'body-validation',
  'validate-parameters': 'parameter-validation',
  'log-to-eventhub': 'access-log',
};

const mentionsOf = (text: string): readonly GatewayControl[] => [
  ...new Set(
    Object.entries(statementControls).flatMap(([name, control]) =>
      text.includes(`<${name}`) || text.includes(`&lt;${name}`) ? [control] : [],
    ),
  ),
];

const endsEverywhere = (text: string): boolean => {
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    if (!isExpressionAt(text, at)) continue;
    const end = endOfExpression(text, at);
    if (end < 0) return false;
    at = end - 1;
  }
  return true;
};

/** An expression that XML tore apart does not end in any one text: what stands behind it may have been swallowed. */
const isTornApart = ({ text, attributes, children }: XmlElement): boolean =>
  ![text, ...Object.values(attributes)].every(endsEverywhere) || children.some(isTornApart);

const isPolicy = ({ name }: XmlElement): boolean => name === 'policies' || name === 'fragment';

/**
 * Reads a policy. Extracts hold policies as `rawxml`, with raw C# in them, on which a parser of XML goes wrong without
 * a word; so expressions are passed over as opaque text first. Only a text for which that fails, and which is
 * well-formed XML whose expressions are plain text, is taken as XML. What is neither is unknown.
 */
export const readPolicy = (text: string, file: string): PolicyDocument => {
  const scanned = /<!DOCTYPE|<!ENTITY/i.test(text) ? undefined : scanPolicy(text);
  if (scanned && isPolicy(scanned)) return { file, ok: true, root: scanned };
  const standard = readXml(text, file);
  if (standard.ok && isPolicy(standard.root) && !isTornApart(standard.root))
    return { file, ok: true, root: standard.root };
  const problem: InputProblem = standard.ok
    ? {
        file,
        message:
          'It is no policy that can be read: an expression in it does not end, or it is no <policies> element.',
        fix: 'Export the policy in the format xml, which escapes expressions.',
      }
    : {
        ...standard.problem,
        fix: 'Correct this line, or export the policy in the format xml, which escapes expressions.',
      };
  return { file, ok: false, problem, mentions: mentionsOf(text) };
};

/** Statements of a section; undefined when the section is not written. */
export const sectionOf = (root: XmlElement, section: PolicySection): readonly XmlElement[] | undefined =>
  childOf(root, section)?.children;
