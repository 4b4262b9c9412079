import type { EndpointState } from './api-record.ts';

export interface EndpointFacts {
  readonly documented: boolean;
  /** A stage of a gateway that the policy approves serves it. */
  readonly served: boolean;
  /** Something else is known to answer there, or somebody says so: another gateway, a listener, a person. */
  readonly claimed: boolean;
  /** Somebody called it within the window. */
  readonly observed: boolean;
  /** At least some of the traffic went through the approved gateway. */
  readonly observedAtGateway: boolean;
  /** Only in the gateway's working copy, with no name in DNS. */
  readonly configured: boolean;
  /** Declared deprecated or past its sunset, or a newer major version of it is live. */
  readonly deprecated: boolean;
  /** Traffic shows what the document does not have. */
  readonly drifted: boolean;
}

/**
 * The state matrix. The first row that fits counts.
 *
 * | documented | on the approved gateway | observed | besides | state |
 * |---|---|---|---|---|
 * | either | either | yes | deprecated, or an older version beside a newer one | zombie |
 * | no | no | yes | | shadow |
 * | no | yes | either | | undocumented |
 * | yes | no, or traffic goes around it | yes | | bypass |
 * | yes | yes | yes | the document lacks what traffic shows | drifted |
 * | yes | yes | yes | | managed |
 * | yes | either | no | | orphan |
 * | no | no | no | somebody else serves or names it | undocumented |
 * | no | configured, no stage and no name | no | | stranded |
 */
export const endpointState = (facts: EndpointFacts): EndpointState => {
  if (facts.observed) {
    if (facts.deprecated) return 'zombie';
    if (!facts.served) return facts.documented ? 'bypass' : 'shadow';
    if (!facts.documented) return 'undocumented';
    if (!facts.observedAtGateway) return 'bypass';
    return facts.drifted ? 'drifted' : 'managed';
  }
  if (facts.documented) return 'orphan';
  return facts.configured && !facts.served && !facts.claimed ? 'stranded' : 'undocumented';
};
