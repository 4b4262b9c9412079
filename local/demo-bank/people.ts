import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readPartners } from '../../core/inventory/partners-file.ts';
import { readStakeholders } from '../../core/inventory/stakeholders-file.ts';
import { ownerOnly, readJson, writeJson } from '../json-file.ts';
import { intakeFile } from './intake-folder.ts';

/** Somebody who can sign in at the demo bank's issuer. */
export interface DemoPerson {
  readonly subject: string;
  readonly name: string;
  readonly mail: string;
}

/** A program that gets tokens by client credentials. */
export interface DemoClient {
  readonly clientId: string;
  readonly secret: string;
  readonly scopes: readonly string[];
}

/** Client of Gatehouse's own probes; its secret belongs into Secrets Manager. */
export const probeClientId = 'gatehouse-probe';

/** Who decides when nobody sits at the terminal: holds the seat RISK, neither requested nor owns anything. */
export const demoApprover = 'rhea.lindqvist';

/** Everybody of `intake/stakeholders.yaml`, as the issuer needs them. */
export const issuerAccounts = (): readonly DemoPerson[] => {
  const { stakeholders } = readStakeholders(intakeFile('stakeholders.yaml'), 'stakeholders.yaml');
  return stakeholders.map(({ person, name, mail }) => ({
    subject: person.slice(person.indexOf('|') + 1),
    name,
    mail,
  }));
};

/** @throws RangeError when nobody of the demo bank has this subject. */
export const demoPerson = (subject: string): DemoPerson => {
  const person = issuerAccounts().find((one) => one.subject === subject);
  if (!person) throw new RangeError(`Nobody of the demo bank is called ${subject}.`);
  return person;
};

const secretFile = (home: string, clientId: string): string => join(home, 'secrets', `${clientId}.txt`);

/** Made once in a home; only its owner may read the file. */
const secretOf = (home: string, clientId: string): string => {
  const file = secretFile(home, clientId);
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, randomBytes(32).toString('base64url'), { mode: ownerOnly, flag: 'wx' });
  }
  return readFileSync(file, 'utf8').trim();
};

/** The probe client's secret of this home. */
export const probeSecret = (home: string): string => secretOf(home, probeClientId);

/** A client for each partner of `intake/partners.yaml`, with the scopes of its contract, and the one of the probes. */
export const issuerClients = (home: string): readonly DemoClient[] => {
  const { partners } = readPartners(intakeFile('partners.yaml'), 'partners.yaml');
  const scopesOf = (apis: readonly string[]) => apis.flatMap((api) => [`${api}:read`, `${api}:write`]);
  const clients = [
    ...partners.flatMap(({ clientIds, apis }) => clientIds.map((clientId) => ({ clientId, apis }))),
    { clientId: probeClientId, apis: ['accounts', 'payments'] },
  ];
  return clients.map(({ clientId, apis }) => ({
    clientId,
    secret: secretOf(home, clientId),
    scopes: scopesOf(apis),
  }));
};

/** Enters people and clients into the issuer's file; whatever else stands in it stays. */
export const writeIssuerPeople = (home: string): void => {
  const file = join(home, 'issuer.json');
  const people = { stakeholders: issuerAccounts(), clients: issuerClients(home) };
  writeJson(file, { ...readJson<object>(file, {}), ...people }, ownerOnly);
};
