import { keysOf } from '../keys.ts';
import type { Migration } from '../migration.ts';
import type { Placement } from '../ports.ts';
import type { ProbePlan } from '../probes/routes.ts';
import { type Settled, settledSuite } from '../probes/run.ts';
import type { MigrationPorts } from './step.ts';

export type ProbingPorts = Pick<MigrationPorts, 'documents' | 'probes' | 'policy' | 'reader'>;

/** Default endpoint of a stage. */
const endpointOf = (placement: Placement, region: string): string =>
  `https://${placement.gatewayId}.execute-api.${region}.amazonaws.com/${placement.stage}`;

/**
 * Sends the suite at a base URL until the answers settle.
 * @param placement whose default endpoint is probed
 * @param proof wait for rounds that prove the API, not for any agreeing rounds
 */
export const probe = async (
  { migrationId }: Migration,
  baseUrl: string,
  placement: Placement,
  { documents, probes, policy, reader }: ProbingPorts,
  proof: boolean,
): Promise<Settled> => {
  const plan = await documents.getJson<ProbePlan>(keysOf(migrationId).probePlan);
  const { backendHeaders, backendMembers, ...limits } = policy.probes;
  return settledSuite(
    plan,
    { baseUrl, endpointUrl: endpointOf(placement, reader.region) },
    { ...probes, markers: { backendHeaders, backendMembers } },
    limits,
    proof,
  );
};

/** `9 passed, 1 failed, 4 not provable` */
export const summary = ({ results }: Settled): string => {
  const count = (outcome: string) => results.filter((result) => result.outcome === outcome).length;
  return `${count('passed')} passed, ${count('failed')} failed, ${count('not-provable')} not provable here`;
};
