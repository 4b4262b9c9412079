import type { InputProblem } from '../../../input-problem.ts';
import type { ImportedRoute, RouteControl } from '../importer.ts';
import {
  anyPath,
  exactPath,
  methodCoverage,
  type PathStep,
  pathCoverage,
  type RequestPaths,
  templateOfPaths,
} from '../request-paths.ts';
import { onEveryWay, strongest } from '../route-controls.ts';
import { childOf, childrenOf, textIn, type XmlElement } from '../xml.ts';
import { type BundleFile, flowSteps, nameOf, placeOfElement, type Step, stepsOf } from './bundle.ts';
import { type Execution, type ExecutionContext, execute, unattached } from './execution.ts';
import {
  conditionCoverage,
  type DeclaredRequest,
  declaredRequests,
  type RequestShape,
  readFlowCondition,
} from './flow-condition.ts';
import type { Half } from './policy-controls.ts';
import { upstreamControl } from './target.ts';

/** A flow and the condition under which it is the one that runs. */
interface Flow {
  readonly element: XmlElement;
  readonly condition: ReturnType<typeof readFlowCondition>;
}

const flowsOf = (endpoint: XmlElement): readonly Flow[] =>
  childrenOf(childOf(endpoint, 'Flows'), 'Flow').map((element) => ({
    element,
    condition: readFlowCondition(textIn(element, 'Condition')),
  }));

/** A flow that takes fewer methods or paths than a shape has is a route of its own, and no way of this one. */
const isNarrower = ({ condition }: Flow, request: RequestShape, basePath: RequestPaths): boolean =>
  declaredRequests(condition, basePath).every(
    ({ method, suffix }) =>
      pathCoverage(suffix, request.suffix) !== 'all' || methodCoverage([method], request.method) !== 'all',
  );

/** The flows of an endpoint of which one runs for requests of a shape, and none where they may fit none. */
const possibleFlows = (
  endpoint: XmlElement,
  request: RequestShape,
  basePath?: RequestPaths,
): readonly (XmlElement | undefined)[] => {
  const possible: (XmlElement | undefined)[] = [];
  for (const flow of flowsOf(endpoint)) {
    const coverage = conditionCoverage(flow.condition, request);
    if (coverage === 'all') return [...possible, flow.element];
    if (coverage === 'some' && !(basePath && isNarrower(flow, request, basePath)))
      possible.push(flow.element);
  }
  return [...possible, undefined];
};

/** What an endpoint does with requests of one shape, one entry for each flow that may be the one that runs. */
const waysThrough = (
  { file, root }: BundleFile,
  request: RequestShape,
  context: ExecutionContext,
  basePath?: RequestPaths,
): readonly Execution[] => {
  const half = (flow: XmlElement | undefined, side: Half): readonly Step[] => [
    ...flowSteps(file, childOf(root, 'PreFlow'), side),
    ...flowSteps(file, flow, side),
    ...flowSteps(file, childOf(root, 'PostFlow'), side),
  ];
  const afterwards = [
    ...stepsOf(file, childOf(childOf(root, 'PostClientFlow'), 'Response')),
    ...stepsOf(file, childOf(root, 'PostClientFlow')),
  ];
  return possibleFlows(root, request, basePath).map((flow) => {
    const there = execute(half(flow, 'Request'), 'Request', request, context);
    const back = execute([...half(flow, 'Response'), ...afterwards], 'Response', request, context);
    return { ...there, controls: [...there.controls, ...back.controls] };
  });
};

/** The targets that requests of one shape may be handed to; a rule without a target answers by itself. */
const targetsOf = (
  endpoint: XmlElement,
  request: RequestShape,
  targets: readonly BundleFile[],
): readonly (BundleFile | undefined)[] => {
  const possible: (BundleFile | undefined)[] = [];
  for (const rule of childrenOf(endpoint, 'RouteRule')) {
    const coverage = conditionCoverage(readFlowCondition(textIn(rule, 'Condition')), request);
    if (coverage === 'none') continue;
    const name = textIn(rule, 'TargetEndpoint');
    possible.push(targets.find((target) => nameOf(target) === name));
    if (coverage === 'all') break;
  }
  return possible.length > 0 ? possible : [undefined];
};

const behindTarget = (
  target: BundleFile | undefined,
  request: RequestShape,
  context: ExecutionContext,
): readonly RouteControl[] => {
  if (!target) return [];
  const ways = waysThrough(target, request, context).filter(({ closed }) => !closed);
  return [...onEveryWay(ways.map(({ controls }) => strongest(controls))), ...upstreamControl(target)];
};

/** `*` in a base path is any segment. */
const basePathOf = (endpoint: XmlElement): RequestPaths =>
  exactPath(textIn(childOf(endpoint, 'HTTPProxyConnection'), 'BasePath').replace(/\/+$/, '')).map(
    (step): PathStep =>
      step.kind === 'literal' && step.text === '*' ? { kind: 'parameter', name: 'id' } : step,
  );

/** All steps that may run on a request or its response; those of fault rules do not. */
const attachedPolicies = (endpoints: readonly BundleFile[]): ReadonlySet<string> =>
  new Set(
    endpoints
      .flatMap(({ file, root }) =>
        [
          childOf(root, 'PreFlow'),
          childOf(root, 'PostFlow'),
          childOf(root, 'PostClientFlow'),
          ...childrenOf(childOf(root, 'Flows'), 'Flow'),
        ].flatMap((flow) => [
          ...flowSteps(file, flow, 'Request'),
          ...flowSteps(file, flow, 'Response'),
          ...stepsOf(file, flow),
        ]),
      )
      .map(({ policy }) => policy),
  );

const controlsFor = (
  endpoint: BundleFile,
  request: RequestShape,
  context: ExecutionContext,
): readonly RouteControl[] | undefined => {
  const ways = waysThrough(endpoint, request, context, basePathOf(endpoint.root)).filter(
    ({ closed }) => !closed,
  );
  if (ways.length === 0) return undefined;
  const { bundle } = context;
  const before = onEveryWay(ways.map(({ controls }) => strongest(controls)));
  const cached = ways.some(({ mayBeCached }) => mayBeCached);
  const targets = targetsOf(endpoint.root, request, bundle.targetEndpoints);
  const behind = onEveryWay(targets.map((target) => behindTarget(target, request, context))).map((control) =>
    cached && control.effective === 'yes' && control.control !== 'upstream-tls'
      ? {
          ...control,
          effective: 'conditional' as const,
          disarmedBy: 'A cached response may be given before it runs.',
        }
      : control,
  );
  const attached = attachedPolicies([...bundle.proxyEndpoints, ...bundle.targetEndpoints]);
  return strongest([...before, ...behind, ...unattached(bundle, attached)]);
};

export interface ProxyRoutes {
  readonly routes: readonly ImportedRoute[];
  readonly problems: readonly InputProblem[];
}

/**
 * The routes of one proxy endpoint: what the conditions of its flows name, and everything else below the base path
 * unless a flow refuses it, because requests that fit no flow are handed on all the same.
 */
export const proxyRoutes = (endpoint: BundleFile, context: ExecutionContext): ProxyRoutes => {
  const { file, root } = endpoint;
  const basePath = basePathOf(root);
  const problems: InputProblem[] = [];
  const shapeOf = ({ method, suffix }: DeclaredRequest): RequestShape => ({
    method,
    suffix,
    path: [...basePath, ...suffix],
  });
  const routeFor = (declared: DeclaredRequest, at: XmlElement): readonly ImportedRoute[] => {
    const request = shapeOf(declared);
    const controls = controlsFor(endpoint, request, context);
    return controls
      ? [
          {
            method: declared.method,
            template: templateOfPaths(request.path),
            pointer: placeOfElement(file, at),
            controls,
          },
        ]
      : [];
  };
  const flows = flowsOf(root);
  const named = flows.flatMap(({ element, condition }) => {
    const declared = declaredRequests(condition, basePath);
    if (declared.some(({ unclear }) => unclear))
      problems.push({
        file,
        ...(element.line === undefined ? {} : { line: element.line }),
        message:
          'The condition of this flow cannot be written as templates; what is below its literal beginning stands for it.',
        fix: 'Read the condition before you rely on this route’s path.',
      });
    return declared.flatMap((one) => routeFor(one, element));
  });
  const everything: DeclaredRequest = { method: 'ANY', suffix: anyPath, unclear: false };
  const isDecided = flows.some(
    ({ condition }) => conditionCoverage(condition, shapeOf(everything)) === 'all',
  );
  return { routes: isDecided ? named : [...named, ...routeFor(everything, root)], problems };
};
