import type { InputProblem } from '../../../input-problem.ts';
import type { RouteControl } from '../importer.ts';
import { type Coverage, everyCoverage } from '../request-paths.ts';
import { textIn } from '../xml.ts';
import { type ApigeeBundle, nameOf, placeOfElement, type Step, stepsOf } from './bundle.ts';
import { conditionCoverage, type RequestShape, readFlowCondition } from './flow-condition.ts';
import { disarmed, type Half, policyControls } from './policy-controls.ts';

/** What a request meets on its way through some steps. */
export interface Execution {
  readonly controls: readonly RouteControl[];
  /** A fault ends every such request. */
  readonly closed: boolean;
  /** A cached response may end it here, before what follows. */
  readonly mayBeCached: boolean;
}

export interface ExecutionContext {
  readonly bundle: ApigeeBundle;
  /** Shared flows among the files, by name. */
  readonly shared: ReadonlyMap<string, ApigeeBundle>;
  /** Steps that name what is not among the files, once each. */
  readonly missing: Map<string, InputProblem>;
}

/** Shared flows may call shared flows. */
const maxCallDepth = 20;

const someOnly = 'A condition limits it to some requests.';
const behindCache = 'A cached response may be given before it runs.';

/** The control as it stands when its step runs for all, or for some, of the requests. */
const limitedTo = (coverage: Coverage, control: RouteControl, why: string): RouteControl =>
  coverage === 'some' && control.effective === 'yes'
    ? { ...control, effective: 'conditional', disarmedBy: why }
    : control;

const reportMissing = ({ missing }: ExecutionContext, step: Step, what: string, fix: string): void => {
  const { file, line } = step;
  if (missing.has(`${file} ${what}`)) return;
  const message = `It names the ${what}, which is not among the files.`;
  missing.set(`${file} ${what}`, { file, ...(line === undefined ? {} : { line }), message, fix });
};

/** Runs through steps in their order for requests of one shape. */
export const execute = (
  steps: readonly Step[],
  half: Half,
  request: RequestShape,
  context: ExecutionContext,
  around: Coverage = 'all',
  depth = 0,
): Execution => {
  const controls: RouteControl[] = [];
  let mayBeCached = false;
  for (const step of steps) {
    const coverage = everyCoverage([around, conditionCoverage(readFlowCondition(step.condition), request)]);
    if (coverage === 'none') continue;
    const policy = context.bundle.policies.get(step.policy);
    if (!policy) {
      reportMissing(context, step, `policy ${step.policy.slice(0, 100)}`, 'Export the whole bundle.');
      continue;
    }
    const off = disarmed(policy.root);
    const { name } = policy.root;
    const proof = placeOfElement(policy.file, policy.root);
    const take = (found: readonly RouteControl[]) => {
      for (const control of found) {
        const limited = limitedTo(coverage, control, someOnly);
        const behind = mayBeCached ? limitedTo('some', limited, behindCache) : limited;
        controls.push(
          off && behind.effective !== 'no' ? { ...behind, effective: 'no', disarmedBy: off } : behind,
        );
      }
    };
    take(policyControls(policy.root, half).map((control) => ({ ...control, proof })));
    if (name === 'FlowCallout') {
      const called = textIn(policy.root, 'SharedFlowBundle');
      const shared = context.shared.get(called);
      const isOff = policy.root.attributes.enabled?.toLowerCase() === 'false';
      if (!shared) {
        const fix = 'Hand in the bundle of the shared flow too.';
        reportMissing(context, step, `shared flow ${called.slice(0, 100)}`, fix);
      } else if (depth < maxCallDepth) {
        const inner = shared.sharedFlows.flatMap(({ file, root }) => stepsOf(file, root));
        const run = execute(inner, half, request, { ...context, bundle: shared }, coverage, depth + 1);
        take(run.controls);
        mayBeCached ||= run.mayBeCached && !isOff;
        if (run.closed && coverage === 'all' && !off) return { controls, closed: true, mayBeCached };
      }
    }
    if (half === 'Request' && name === 'RaiseFault' && coverage === 'all' && !off)
      return { controls, closed: true, mayBeCached };
    if (half === 'Request' && name === 'ResponseCache' && !off) mayBeCached = true;
  }
  return { controls, closed: false, mayBeCached };
};

/** Policies with controls that no step of a request or response names: written down, and never run. */
export const unattached = (bundle: ApigeeBundle, attached: ReadonlySet<string>): readonly RouteControl[] =>
  [...bundle.policies.values()]
    .filter((policy) => !attached.has(nameOf(policy)))
    .flatMap((policy) =>
      policyControls(policy.root, 'Request')
        .filter(({ effective }) => effective === 'yes')
        .map(({ control }) => ({
          control,
          effective: 'no' as const,
          proof: placeOfElement(policy.file, policy.root),
          disarmedBy: 'No step of a flow that runs on requests names the policy.',
        })),
    );
