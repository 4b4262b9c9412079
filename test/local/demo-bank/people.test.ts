import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readExceptionRequest } from '../../../core/risk/exception-request.ts';
import { intakeFile } from '../../../local/demo-bank/intake-folder.ts';
import {
  demoApprover,
  demoPerson,
  issuerAccounts,
  issuerClients,
  probeClientId,
  probeSecret,
  writeIssuerPeople,
} from '../../../local/demo-bank/people.ts';
import { issuerFile } from '../../../local/issuer/people.ts';
import { writeJson } from '../../../local/json-file.ts';

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'gatehouse-people-'));
});
afterEach(() => rmSync(home, { recursive: true }));

describe('people', () => {
  test('are those of the register, each once, with a mail address of the bank', () => {
    const people = issuerAccounts();
    expect(new Set(people.map(({ subject }) => subject)).size).toBe(people.length);
    expect(people).toContainEqual({
      subject: 'rhea.lindqvist',
      name: 'Rhea Lindqvist',
      mail: 'rhea.lindqvist@demo-bank.test',
    });
    for (const { mail } of people) expect(mail).toMatch(/^[a-z.]+@demo-bank\.test$/);
  });

  test('the approver neither asked for the exception nor owns its API', () => {
    const read = readExceptionRequest(intakeFile('exceptions/h2h-files.yaml'), 'h2h-files.yaml');
    if (!read.ok) throw new Error('The request cannot be read.');
    expect([read.request.requester, read.request.apiOwner]).not.toContain(demoApprover);
    expect(read.request.requester).not.toBe(read.request.apiOwner);
    expect(demoPerson(demoApprover).name).toBe('Rhea Lindqvist');
  });

  test('somebody else is refused', () => {
    expect(() => demoPerson('nobody')).toThrow(RangeError);
  });
});

describe('clients', () => {
  test('are one for each partner, with the scopes of its contract, and the one of the probes', () => {
    const clients = issuerClients(home);
    expect(clients.map(({ clientId }) => clientId)).toEqual([
      'fjord-pay',
      'klarblick',
      'pennywise-ledger',
      'harbourstone',
      'mosaic-lending',
      probeClientId,
    ]);
    const mosaic = clients.find(({ clientId }) => clientId === 'mosaic-lending');
    expect(mosaic?.scopes).toEqual(['accounts:read', 'accounts:write']);
  });

  test('keep their secrets in a home, and have others in another', () => {
    const secrets = issuerClients(home).map(({ secret }) => secret);
    expect(new Set(secrets).size).toBe(secrets.length);
    expect(issuerClients(home).map(({ secret }) => secret)).toEqual(secrets);
    expect(secrets).toContain(probeSecret(home));
    const other = mkdtempSync(join(tmpdir(), 'gatehouse-people-'));
    try {
      expect(probeSecret(other)).not.toBe(probeSecret(home));
    } finally {
      rmSync(other, { recursive: true });
    }
  });

  test('have secrets that only their owner can read', () => {
    probeSecret(home);
    expect(statSync(join(home, 'secrets', `${probeClientId}.txt`)).mode & 0o077).toBe(0);
  });
});

test('the issuer’s file gets people and clients and keeps the rest', () => {
  const file = join(home, 'issuer.json');
  writeJson(file, { portalUrl: 'http://127.0.0.1:20001', audience: 'gateway', clients: [] });
  writeIssuerPeople(home);
  const written = issuerFile.parse(JSON.parse(readFileSync(file, 'utf8')));
  expect(written.portalUrl).toBe('http://127.0.0.1:20001');
  expect(written.stakeholders).toHaveLength(issuerAccounts().length);
  expect(written.clients).toHaveLength(6);
  expect(statSync(file).mode & 0o077).toBe(0);
});
