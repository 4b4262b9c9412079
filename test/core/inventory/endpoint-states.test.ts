import { describe, expect, test } from '@jest/globals';
import { type EndpointFacts, endpointState } from '../../../core/inventory/endpoint-states.ts';

const nothing: EndpointFacts = {
  documented: false,
  served: false,
  claimed: false,
  observed: false,
  observedAtGateway: false,
  configured: false,
  deprecated: false,
  drifted: false,
};

describe('the state matrix', () => {
  test.each<[string, Partial<EndpointFacts>]>([
    ['shadow', { observed: true }],
    ['shadow', { observed: true, configured: true }],
    ['shadow', { observed: true, claimed: true }],
    ['undocumented', { observed: true, served: true, observedAtGateway: true }],
    ['undocumented', { served: true, configured: true }],
    ['undocumented', { claimed: true }],
    ['undocumented', { configured: true, claimed: true }],
    ['bypass', { observed: true, documented: true }],
    ['bypass', { observed: true, documented: true, served: true, observedAtGateway: false }],
    ['bypass', { observed: true, documented: true, served: true, drifted: true }],
    ['managed', { observed: true, documented: true, served: true, observedAtGateway: true }],
    ['drifted', { observed: true, documented: true, served: true, observedAtGateway: true, drifted: true }],
    ['zombie', { observed: true, documented: true, served: true, observedAtGateway: true, deprecated: true }],
    ['zombie', { observed: true, deprecated: true }],
    ['zombie', { observed: true, documented: true, deprecated: true, drifted: true }],
    ['orphan', { documented: true }],
    ['orphan', { documented: true, served: true }],
    ['orphan', { documented: true, served: true, deprecated: true }],
    ['stranded', { configured: true }],
  ])('%s: %j', (state, given) => {
    expect(endpointState({ ...nothing, ...given })).toBe(state);
  });
});
