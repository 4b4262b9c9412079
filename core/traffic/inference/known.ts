import { wildcard } from './entry.ts';
import { isGlued, splitPath } from './segments.ts';

/** An operation that a document or a gateway declares. */
export interface KnownOperation {
  readonly host: string;
  /** Upper case, or `ANY`. */
  readonly method: string;
  /** From the host's root, base path included; parameters in braces. Greedy ones (`{proxy+}`) declare no endpoint. */
  readonly template: string;
}

export type KnownRoutes = readonly KnownOperation[];

interface Node {
  readonly literals: Map<string, Node>;
  parameter?: Node;
  readonly templates: Map<string, string>;
}

export interface KnownMatch {
  /** The declared template, when one declares this path for this method. */
  readonly template?: string;
  /** Otherwise the longest declared beginning of the path: literals, and `wildcard` for parameters. */
  readonly declared: readonly string[];
}

export interface KnownMatcher {
  match(host: string, method: string, parts: readonly string[]): KnownMatch;
}

const nothing: KnownMatch = { declared: [] };

const node = (): Node => ({ literals: new Map(), templates: new Map() });

/** Parts of a template as `splitPath` would part its paths, parameters as `wildcard`. */
export const templateParts = (template: string): readonly string[] =>
  // A name has no effect on the parts, and a neutral one cannot be taken for a suffix.
  (splitPath(template.replace(/\{[^{}/]*\}/g, wildcard)) ?? []).map((part) =>
    part.includes(wildcard) && !isGlued(part) ? wildcard : part,
  );

/** Literals win over parameters; a path that a literal leads astray is tried again through the parameter. */
export const knownMatcher = (routes: KnownRoutes): KnownMatcher => {
  const hosts = new Map<string, Node>();
  for (const { host, method, template } of routes) {
    if (/\{[^{}]*\+\}/.test(template)) continue;
    let at = hosts.get(host) ?? node();
    hosts.set(host, at);
    for (const part of templateParts(template)) {
      if (part === wildcard) {
        at.parameter ??= node();
        at = at.parameter;
      } else {
        const next = at.literals.get(part) ?? node();
        at.literals.set(part, next);
        at = next;
      }
    }
    if (!at.templates.has(method)) at.templates.set(method, template);
  }
  const walk = (at: Node, method: string, parts: readonly string[], taken: readonly string[]): KnownMatch => {
    const part = parts[taken.length];
    if (part === undefined) {
      const template = at.templates.get(method) ?? at.templates.get('ANY');
      return { ...(template === undefined ? {} : { template }), declared: taken };
    }
    const literal = at.literals.get(part);
    const first = literal && walk(literal, method, parts, [...taken, part]);
    if (first?.template !== undefined || !at.parameter) return first ?? { declared: taken };
    const second = walk(at.parameter, method, parts, [...taken, wildcard]);
    if (second.template !== undefined || !first) return second;
    return second.declared.length > first.declared.length ? second : first;
  };
  return {
    match: (host, method, parts) => {
      const root = hosts.get(host) ?? hosts.get(`*${host.slice(Math.max(0, host.indexOf('.')))}`);
      return root ? walk(root, method, parts, []) : nothing;
    },
  };
};
