import type { RouteControl } from '../importer.ts';
import { forSome, inDoubt, onEveryWay, strongest } from '../route-controls.ts';
import type { XmlElement } from '../xml.ts';
import { type PolicyDocument, type PolicySection, sectionOf } from './policy-document.ts';
import { judgeStatement, type StatementContext } from './statements.ts';

/** What a request meets on the way through some statements. */
export interface Flow {
  readonly controls: readonly RouteControl[];
  /** The way ends here: refused, or answered without what comes behind. */
  readonly ends: 'no' | 'sometimes-answered' | 'answered' | 'refused';
}

export interface PolicyContext extends StatementContext {
  /** By id, in lower case. */
  readonly fragments: ReadonlyMap<string, PolicyDocument>;
  /** Names of fragments that are not among the files are put here. */
  readonly missing: Set<string>;
  /** What each fragment and each chain of scopes comes to in each section, found once: fragments of fragments would multiply. */
  readonly flows: Map<string, Flow>;
}

const nothing: Flow = { controls: [], ends: 'no' };
const maxDepth = 50;

const answerOf = (element: XmlElement): Flow['ends'] => {
  const status = element.children.find(({ name }) => name === 'set-status')?.attributes.code ?? '200';
  return /^[45]\d\d$/.test(status) ? 'refused' : 'answered';
};

/** The chosen branch is one way; without `otherwise` nothing at all is another. */
const flowOfChoice = (element: XmlElement, walk: (children: readonly XmlElement[]) => Flow): Flow => {
  const branches = element.children.filter(({ name }) => name === 'when' || name === 'otherwise');
  const flows = branches.map(({ children }) => walk(children));
  const ways = branches.some(({ name }) => name === 'otherwise') ? flows : [...flows, nothing];
  // Whoever is refused gets no further, with or without the controls of that branch.
  const passing = ways.filter(({ ends }) => ends !== 'refused');
  if (passing.length === 0) return { controls: [], ends: 'refused' };
  const answers = passing.filter(({ ends }) => ends !== 'no').length;
  return {
    controls: onEveryWay(passing.map(({ controls }) => controls)),
    ends: answers === 0 ? 'no' : answers === passing.length ? 'answered' : 'sometimes-answered',
  };
};

const behind = (controls: readonly RouteControl[], ends: Flow['ends']): readonly RouteControl[] => {
  if (ends === 'no') return controls;
  if (ends === 'sometimes-answered')
    return forSome(controls, 'Some requests are answered before it is reached.');
  return controls.map((control) => ({
    ...control,
    effective: 'no',
    disarmedBy: 'Every request is answered before it is reached.',
  }));
};

const joined = (first: Flow, second: Flow): Flow => ({
  controls: strongest([...first.controls, ...behind(second.controls, first.ends)]),
  ends:
    first.ends === 'answered' || first.ends === 'refused' || second.ends === 'no' ? first.ends : second.ends,
});

const containers = ['limit-concurrency', 'retry', 'wait'];

const flowOf = (
  elements: readonly XmlElement[],
  file: string,
  section: PolicySection,
  base: Flow,
  context: PolicyContext,
  depth = 0,
): Flow => {
  const walk = (children: readonly XmlElement[]): Flow =>
    depth < maxDepth ? flowOf(children, file, section, base, context, depth + 1) : nothing;
  const ofFragment = (id: string): Flow => {
    const fragment = context.fragments.get(id.toLowerCase());
    if (!fragment) context.missing.add(id);
    if (!fragment || depth >= maxDepth) return nothing;
    if (!fragment.ok) return { controls: doubtful(fragment), ends: 'no' };
    const key = `${section} fragment ${id.toLowerCase()}`;
    const known = context.flows.get(key);
    if (known) return known;
    // A fragment that includes itself adds nothing.
    context.flows.set(key, nothing);
    const flow = flowOf(fragment.root.children, fragment.file, section, nothing, context, depth + 1);
    context.flows.set(key, flow);
    return flow;
  };
  return elements.reduce<Flow>((before, element): Flow => {
    const own: Flow = { controls: judgeStatement(element, file, section, context), ends: 'no' };
    switch (element.name) {
      case 'base':
        return joined(before, base);
      case 'choose':
        return joined(before, flowOfChoice(element, walk));
      case 'include-fragment':
        return joined(before, ofFragment(element.attributes['fragment-id'] ?? ''));
      case 'return-response':
        return joined(before, { controls: [], ends: answerOf(element) });
      case 'mock-response':
        return joined(before, { controls: [], ends: 'answered' });
      default:
        return joined(before, containers.includes(element.name) ? joined(own, walk(element.children)) : own);
    }
  }, nothing);
};

/** Of a policy that cannot be read only the names in it are known. */
const doubtful = (document: Extract<PolicyDocument, { readonly ok: false }>): readonly RouteControl[] =>
  document.mentions.map((control) => ({
    control,
    effective: 'unknown',
    proof: document.file,
    disarmedBy: 'The policy cannot be read.',
  }));

/**
 * What requests meet in a section of the scopes that hold for a route, the narrowest first. A wider scope counts where
 * a narrower one says `<base />`, and where it has no policy at all.
 */
export const sectionFlow = (
  scopes: readonly PolicyDocument[],
  section: PolicySection,
  context: PolicyContext,
): Flow => {
  const key = `${section} ${scopes.map(({ file }) => file).join(' ')}`;
  const known = context.flows.get(key);
  if (known) return known;
  const flow = flowOfScopes(scopes, section, context);
  context.flows.set(key, flow);
  return flow;
};

const flowOfScopes = (
  scopes: readonly PolicyDocument[],
  section: PolicySection,
  context: PolicyContext,
): Flow => {
  const [document, ...wider] = scopes;
  if (!document) return nothing;
  const base = sectionFlow(wider, section, context);
  if (!document.ok)
    return {
      controls: [
        ...doubtful(document),
        ...inDoubt(base.controls, 'A narrower policy that cannot be read may leave it out.'),
      ],
      ends: 'no',
    };
  const elements = sectionOf(document.root, section);
  if (elements) return flowOf(elements, document.file, section, base, context);
  const disarmedBy =
    'A narrower policy does not write this section: whether it takes it over is not documented.';
  return { ...base, controls: inDoubt(base.controls, disarmedBy) };
};
