import { escapeToken } from '../json.ts';

/** A change that keeps the meaning, or drops what never had one for a request. */
export interface Change {
  /** Id of the transformation or hardening rule. */
  readonly rule: string;
  /** JSON pointer into the owner's document. */
  readonly pointer: string;
  readonly before: string;
  readonly after: string;
}

/** A constraint of the owner's document that the gateway will not enforce. */
export interface ConversionGap {
  readonly rule: string;
  readonly pointer: string;
  readonly constraint: string;
  readonly risk: string;
  /** Who has to enforce it instead. */
  readonly enforceAt: string;
}

export interface Blocker {
  readonly rule: string;
  readonly pointer: string;
  readonly reason: string;
}

/** `report.json`: what was changed, what is lost, what stands in the way. Nothing is dropped without a line here. */
export interface ConversionReport {
  readonly schemaVersion: 1;
  readonly convertible: boolean;
  readonly blocked: readonly Blocker[];
  readonly transformations: readonly Change[];
  readonly gaps: readonly ConversionGap[];
  readonly counts: Readonly<Record<string, number>>;
}

/** Writes the report while a document is transformed. */
export interface ConversionLog {
  readonly changes: Change[];
  readonly gaps: ConversionGap[];
  readonly blocked: Blocker[];
  /** Where a node stood in the owner's document; with a key, where its child stood. */
  pointer(node: object, key?: string): string;
  /** Gives a copy the place of its original. */
  copied<Node extends object>(copy: Node, original: object): Node;
  changed(rule: string, pointer: string, before: unknown, after: unknown): void;
  gap(rule: string, pointer: string, gap: Omit<ConversionGap, 'rule' | 'pointer'>): void;
  block(rule: string, pointer: string, reason: string): void;
}

/** Values in reports are for reading: cut at this many characters. */
const maxShown = 120;

const shown = (value: unknown): string => {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.length > maxShown ? `${text.slice(0, maxShown)}…` : text;
};

/** Remembers the place of every node of the document as it is handed over, before anything moves. */
export const conversionLog = (document: object): ConversionLog => {
  const places = new WeakMap<object, string>();
  const remember = (node: unknown, pointer: string): void => {
    if (typeof node !== 'object' || node === null || places.has(node)) return;
    places.set(node, pointer);
    for (const [key, child] of Object.entries(node)) remember(child, `${pointer}/${escapeToken(key)}`);
  };
  remember(document, '');
  const log: ConversionLog = {
    changes: [],
    gaps: [],
    blocked: [],
    pointer: (node, key) => `${places.get(node) ?? ''}${key === undefined ? '' : `/${escapeToken(key)}`}`,
    copied: (copy, original) => {
      places.set(copy, places.get(original) ?? '');
      return copy;
    },
    changed: (rule, pointer, before, after) => {
      log.changes.push({ rule, pointer, before: shown(before), after: shown(after) });
    },
    gap: (rule, pointer, gap) => {
      log.gaps.push({ rule, pointer, ...gap });
    },
    block: (rule, pointer, reason) => {
      log.blocked.push({ rule, pointer, reason });
    },
  };
  return log;
};
