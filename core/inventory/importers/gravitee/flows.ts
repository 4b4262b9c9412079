import { isMapping } from '../../../documentation/mapping.ts';
import { type ConfigNode, entriesAt, itemsAt, nodeAt, proofOf, textAt } from '../config-node.ts';
import type { RouteControl } from '../importer.ts';
import { templateOf } from '../path-template.ts';
import {
  anyPath,
  type Coverage,
  everyCoverage,
  methodCoverage,
  pathCoverage,
  type RequestPaths,
  templatePaths,
} from '../request-paths.ts';
import { forSome, strongest } from '../route-controls.ts';
import { methodOf } from '../served-requests.ts';
import type { GraviteeDefinition } from './definitions.ts';
import { isSwitchedOff, oldPolicyControls, stepControls } from './policies.ts';

/** What runs for requests to some paths and methods, from the API’s context path. */
export interface GraviteeFlow {
  /** As written. */
  readonly path: string;
  readonly isPrefix: boolean;
  /** Empty: all. */
  readonly methods: readonly string[];
  readonly steps: readonly ConfigNode[];
  readonly controls: readonly RouteControl[];
  readonly pointer: string;
}

const phases = [
  'request',
  'pre',
  'response',
  'post',
  'subscribe',
  'publish',
  'interact',
  'connect',
  'entrypointConnect',
];

const flowOf = (flow: ConfigNode): GraviteeFlow => {
  const selectors = itemsAt(flow, 'selectors');
  const http = selectors.find((one) => textAt(one, 'type').toUpperCase() === 'HTTP');
  const old = nodeAt(flow, 'path-operator');
  const where = http ?? (isMapping(old.value) ? old : nodeAt(flow, 'pathOperator'));
  const operator = textAt(where, 'pathOperator') || textAt(where, 'operator') || 'STARTS_WITH';
  const methods = itemsAt(http ?? flow, 'methods').map((one) => methodOf(textAt(one)));
  const steps = phases.flatMap((phase) => itemsAt(flow, phase));
  const conditioned =
    textAt(flow, 'condition') !== '' ||
    itemsAt(flow, 'consumers').length > 0 ||
    selectors.some((one) => !['HTTP', 'CHANNEL'].includes(textAt(one, 'type').toUpperCase()));
  const written = strongest(steps.flatMap(stepControls));
  const disarmedBy = 'The flow is switched off (enabled: false).';
  const controls: readonly RouteControl[] = isSwitchedOff(flow)
    ? written.map((control) => ({ ...control, effective: 'no', disarmedBy }))
    : conditioned
      ? forSome(written, 'The flow has a condition that limits it to some requests.')
      : written;
  return {
    path: textAt(where, 'path') || textAt(http ?? flow, 'path') || '/',
    isPrefix: operator.toUpperCase() !== 'EQUALS',
    methods: methods.includes('ANY') ? [] : methods,
    steps,
    controls,
    pointer: proofOf(flow),
  };
};

/** Version 1 has rules under paths, all of them prefixes. */
const oldFlows = (holder: ConfigNode): readonly GraviteeFlow[] =>
  entriesAt(holder, 'paths').flatMap(([path, list]) => {
    const rules = itemsAt(list).length > 0 ? itemsAt(list) : itemsAt(list, 'rules');
    return rules.map((rule) => ({
      path,
      isPrefix: true,
      methods: itemsAt(rule, 'methods').map((one) => methodOf(textAt(one))),
      steps: [],
      controls: strongest(
        entriesAt(rule).flatMap(([policy, configuration]) => oldPolicyControls(rule, policy, configuration)),
      ),
      pointer: proofOf(rule),
    }));
  });

export const flowsAt = (
  holder: ConfigNode,
  version: GraviteeDefinition['version'],
): readonly GraviteeFlow[] => (version === 'V1' ? oldFlows(holder) : itemsAt(holder, 'flows').map(flowOf));

const pathsOf = ({ path, isPrefix }: GraviteeFlow): RequestPaths => {
  if (/^\/*$/.test(path)) return isPrefix ? anyPath : [];
  const paths = templatePaths(templateOf(path));
  return isPrefix ? [...paths, { kind: 'rest' }] : paths;
};

const coverageOf = (flow: GraviteeFlow, method: string, path: string): Coverage =>
  everyCoverage([methodCoverage(flow.methods, method), pathCoverage(pathsOf(flow), templatePaths(path))]);

const precision = ({ path, isPrefix }: GraviteeFlow): number =>
  path.split('/').filter(Boolean).length * 2 + (isPrefix ? 0 : 1);

/**
 * What the flows of one holder (an API or a plan) come to on a route. All that match run, one after the other; with
 * `BEST_MATCH` only the one whose path says most.
 */
export const flowControls = (
  flows: readonly GraviteeFlow[],
  method: string,
  path: string,
  isBestMatch: boolean,
): readonly RouteControl[] => {
  const always = flows.filter((flow) => coverageOf(flow, method, path) === 'all');
  const best = always.toSorted((a, b) => precision(b) - precision(a)).slice(0, 1);
  // A path that a flow names is a route of its own: what holds there only is said there.
  return strongest((isBestMatch ? best : always).flatMap(({ controls }) => controls));
};
