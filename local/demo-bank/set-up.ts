import { join } from 'node:path';
import { readJson, writeJson } from '../json-file.ts';
import type { LocalAws } from '../local-aws.ts';
import { startBackends } from './backends/where.ts';
import { createMemberEstates } from './estate/create-estate.ts';
import { createGateways, type Estate } from './gateways.ts';
import { handIn } from './intake.ts';
import { demoLogs, storeLogs } from './logs.ts';
import { probeSecret, writeIssuerPeople } from './people.ts';

export { demoApprover, demoPerson, issuerAccounts, issuerClients, probeClientId } from './people.ts';

export interface DemoBankInput {
  readonly localAws: Pick<LocalAws, 'home' | 'endpoint' | 'issuerUrl' | 'startProcess'>;
  /** Of the deployed stacks. */
  readonly outputs: {
    readonly intakeBucket: string;
    readonly authorizerArn: string;
    readonly authorizerRoleArn: string;
  };
  readonly now: Date;
  /** One line for each step that is done. */
  readonly report?: (line: string) => void;
}

export interface DemoBank {
  /** API → its id in API Gateway, as it was set up; a migration creates another. */
  readonly apiIds: Estate['apiIds'];
  /** Backend → base address. */
  readonly backends: Readonly<Record<string, string>>;
  /** Secret of the client `gatehouse-probe`, for Secrets Manager. */
  readonly probeSecret: string;
}

/**
 * The gateways lead to fixed ports. A backend that had to take another one is out of their reach, and out of reach of
 * what was migrated since.
 */
const checkAddresses = (home: string, backends: DemoBank['backends']): void => {
  const file = join(home, 'demo-bank.json');
  const before = readJson<{ backends?: DemoBank['backends'] }>(file, {}).backends ?? {};
  for (const [name, address] of Object.entries(before))
    if (backends[name] !== address)
      throw new Error(
        `The demo bank's gateways lead to ${address} for ${name}, where another program listens now. End that program and run \`npm run stop && npm start\`, or begin anew with \`npm run reset\`.`,
      );
  writeJson(file, { backends });
};

/**
 * Sets up the demo bank in a running local AWS: people at the issuer, services, gateways, access logs, and what its
 * people hand in. What is there already stays; a second call only looks.
 * @throws Error when the services do not come up or their ports are taken; else the SDK's errors.
 */
export const setUpDemoBank = async (input: DemoBankInput): Promise<DemoBank> => {
  const { localAws, outputs, now } = input;
  const { home, endpoint, issuerUrl } = localAws;
  const report = input.report ?? (() => {});
  writeIssuerPeople(home);
  const backends = await startBackends(localAws);
  checkAddresses(home, backends);
  report(`${Object.keys(backends).length} services of the demo bank run`);

  const { apiIds, created } = await createGateways({ endpoint, backends, ...outputs });
  report(
    created.length ? `Gateways created: ${created.join(', ')}` : 'The demo bank’s gateways are in place',
  );

  const memberApiIds = await createMemberEstates(endpoint);
  report('Two more accounts, in two Regions, are in place');

  const objects = demoLogs(now, apiIds, memberApiIds);
  const stored = await storeLogs(endpoint, objects);
  const lines = objects.reduce((sum, object) => sum + object.lines.length, 0);
  report(
    stored
      ? `${lines} lines of access logs stored in ${stored} objects`
      : 'The access logs of the last week are in place',
  );

  const written = await handIn(endpoint, outputs.intakeBucket, issuerUrl, now);
  report(written.length ? `${written.length} files handed in` : 'All files were handed in before');
  return { apiIds, backends, probeSecret: probeSecret(home) };
};
