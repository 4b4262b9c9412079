/** The demo bank in a local AWS as it runs: set up twice, called as partners call it. */

import { mkdtempSync, readFileSync } from 'node:fs';
import { type RequestOptions, request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import {
  APIGatewayClient,
  DeleteBasePathMappingCommand,
  GetRestApisCommand,
} from '@aws-sdk/client-api-gateway';
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import { gatewayReader } from '../../../aws/api-gateway/gateway-reader.ts';
import { clientCertificate } from '../../../local/demo-bank/backends/client-certificates.ts';
import { localClientConfig } from '../../../local/demo-bank/client-config.ts';
import { logBucket } from '../../../local/demo-bank/logs.ts';
import { issuerClients } from '../../../local/demo-bank/people.ts';
import { type DemoBank, setUpDemoBank } from '../../../local/demo-bank/set-up.ts';
import { demoPartner } from '../../../local/demo-partner.ts';
import { writeJson } from '../../../local/json-file.ts';
import { type LocalAws, localStatus, resetLocalAws, startLocalAws } from '../../../local/local-aws.ts';

const home = mkdtempSync(join(tmpdir(), 'gatehouse-demo-bank-'));
const minutes = 60_000;
const intakeBucket = 'intake';
const consent = { 'x-consent-id': 'cns-7f3a91c2' };

let localAws: LocalAws;
let s3: S3Client;
let gateway: APIGatewayClient;
let bank: DemoBank;
const said: string[] = [];

const setUp = (now = new Date()) =>
  setUpDemoBank({
    localAws,
    outputs: {
      intakeBucket,
      authorizerArn: 'arn:aws:lambda:us-east-1:000000000000:function:gatehouse-authorizer',
      authorizerRoleArn: 'arn:aws:iam::000000000000:role/gatehouse-authorizer',
    },
    now,
    report: (line) => said.push(line),
  });

const keysIn = async (Bucket: string) =>
  (await s3.send(new ListObjectsV2Command({ Bucket }))).Contents?.map(({ Key = '' }) => Key) ?? [];

const textAt = async (Key: string) =>
  (await s3.send(new GetObjectCommand({ Bucket: intakeBucket, Key }))).Body?.transformToString();

beforeAll(async () => {
  localAws = await startLocalAws({ home });
  const config = localClientConfig(localAws.endpoint);
  s3 = new S3Client({ ...config, forcePathStyle: true });
  gateway = new APIGatewayClient(config);
  await s3.send(new CreateBucketCommand({ Bucket: intakeBucket }));
  bank = await setUp();
  // For the reader, which takes its endpoint from the environment as a function does.
  process.env.AWS_ENDPOINT_URL = localAws.endpoint;
}, 5 * minutes);

afterAll(async () => {
  s3?.destroy();
  gateway?.destroy();
  delete process.env.AWS_ENDPOINT_URL;
  await resetLocalAws(home);
  expect(localStatus(home).processes).toEqual([]);
}, minutes);

describe('the gateways', () => {
  const read = (name: string) => {
    const { credentials } = localClientConfig(localAws.endpoint);
    const quota = { take: async () => {} };
    const reader = gatewayReader('000000000000', 'us-east-1', { credentials, quota });
    return reader.readRestApi(bank.apiIds[name] ?? '');
  };
  const value = <T>(reading: { known: true; value: T } | { known: false; message: string }): T => {
    if (!reading.known) throw new Error(reading.message);
    return reading.value;
  };

  test('payments is well kept', async () => {
    const api = await read('payments');
    const draft = value(api.draft);
    const [stage] = value(api.stages);
    expect(draft.map(({ authorizationType }) => authorizationType)).toEqual(['CUSTOM', 'CUSTOM', 'CUSTOM']);
    expect(draft.every(({ requestValidatorId }) => requestValidatorId !== undefined)).toBe(true);
    expect(draft.every(({ integration }) => integration?.uri?.startsWith('https:'))).toBe(true);
    expect(draft.find(({ method }) => method === 'POST')?.requestModels.$default).toBe('PaymentInitiation');
    expect(value(api.disableExecuteApiEndpoint)).toBe(true);
    expect(stage?.accessLog?.format).toContain('$context.authorizer.principalId');
    expect(stage?.methodSettings['*/*']).toMatchObject({ throttlingRateLimit: 40, throttlingBurstLimit: 80 });
    expect(value(api.domains)).toMatchObject([
      {
        domainName: 'api.demo-bank.test',
        basePath: 'payments',
        stage: 'live',
        securityPolicy: 'TLS_1_2',
        mutualTls: false,
      },
    ]);
    expect(api.tags).toMatchObject({ owner: 'jonas.weidmann@demo-bank.test', exposure: 'partner' });
  });

  test('consents has one open method and a backend in the clear', async () => {
    const draft = value((await read('consents')).draft);
    const open = draft.filter(({ authorizationType }) => authorizationType === 'NONE');
    expect(open.map(({ path }) => path)).toEqual(['/v1/consents/{consentId}/status']);
    expect(draft.every(({ integration }) => integration?.uri?.startsWith('http://127.0.0.1'))).toBe(true);
  });

  test('accounts is one open route without logs', async () => {
    const api = await read('accounts');
    expect(value(api.draft)).toMatchObject([{ method: 'ANY', path: '/{proxy+}', authorizationType: 'NONE' }]);
    expect(value(api.stages)[0]).not.toHaveProperty('accessLog');
  });

  test('cards is protected in the working copy only', async () => {
    const api = await read('cards');
    const [stage] = value(api.stages);
    const types = (operations: readonly { authorizationType: string }[]) =>
      new Set(operations.map(({ authorizationType }) => authorizationType));
    expect(types(value(api.draft))).toEqual(new Set(['CUSTOM']));
    expect(stage && types(value(stage.deployed))).toEqual(new Set(['NONE']));
  });
});

describe('partners', () => {
  const partner = (clientId = 'fjord-pay', secret?: string) => {
    const known = issuerClients(home).find((client) => client.clientId === clientId)?.secret ?? '';
    return demoPartner({ ...localAws, clientId, secret: secret ?? known });
  };

  test('get tokens of the issuer, for the gateway', async () => {
    const claims = decodeJwt(await partner().token());
    expect(claims).toMatchObject({ iss: localAws.issuerUrl, aud: 'gateway', client_id: 'fjord-pay' });
    await expect(partner('fjord-pay', 'wrong').token()).rejects.toThrow('401');
  });

  test('reach the accounts through the domain, without a token, and what nobody documented too', async () => {
    const list = await partner().call({
      url: 'https://api.demo-bank.test/accounts/v1/accounts',
      headers: consent,
    });
    expect([list.status, JSON.parse(list.body).backend]).toEqual([200, 'accounts']);
    const hidden = await partner().call({
      url: 'https://api.demo-bank.test/accounts/internal/export-jobs',
      method: 'POST',
      body: {},
    });
    expect(hidden.status).toBe(202);
  });

  test('are stopped before payments without a token', async () => {
    const served = async () => {
      const answer = await callBackend('payments', '/_requests');
      return (JSON.parse(answer.body) as { requests: number }).requests;
    };
    const before = await served();
    const answer = await partner().call({
      url: 'https://api.demo-bank.test/payments/v1/payments?state=accepted',
    });
    expect(answer.status).toBe(401);
    expect(await served()).toBe(before);
  });

  test('read rates by the API’s own host name, and cards past the authorizer that was not deployed', async () => {
    const host = `${bank.apiIds['fx-rates']}.execute-api.us-east-1.amazonaws.com`;
    const rate = await partner().call({ url: `https://${host}/v1/rates/EURUSD` });
    expect(JSON.parse(rate.body)).toMatchObject({ pair: 'EURUSD', backend: 'fx-rates' });
    const card = await partner().call({ url: 'https://api.demo-bank.test/cards/v1/cards/crd-5501' });
    expect(card.status).toBe(200);
  });
});

const callBackend = (name: string, path: string, options: RequestOptions = {}) =>
  new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
    const ca = readFileSync(localAws.certificates.ca);
    request(`${bank.backends[name]}${path}`, { ca, agent: false, ...options }, async (answer) => {
      let body = '';
      for await (const chunk of answer) body += chunk;
      resolve({ status: answer.statusCode, body });
    })
      .on('error', reject)
      .end();
  });

describe('the host-to-host service', () => {
  test('answers a contracted partner and nobody else', async () => {
    const { certificate, key } = clientCertificate(home);
    const known = await callBackend('h2h-files', '/files', { cert: certificate, key });
    expect([known.status, JSON.parse(known.body).backend]).toEqual([200, 'h2h-files']);
    await expect(callBackend('h2h-files', '/files')).rejects.toThrow();
    const own = {
      cert: readFileSync(localAws.certificates.cert),
      key: readFileSync(localAws.certificates.key),
    };
    await expect(callBackend('h2h-files', '/files', own)).rejects.toThrow();
  });
});

describe('what is stored', () => {
  test('access logs, gzipped', async () => {
    const keys = await keysIn(logBucket);
    expect(keys).toHaveLength(25);
    const { Body } = await s3.send(
      new GetObjectCommand({ Bucket: logBucket, Key: keys.find((key) => key.startsWith('api')) }),
    );
    const text = gunzipSync((await Body?.transformToByteArray()) ?? Buffer.alloc(0)).toString();
    expect(text).toContain(`"apiId":"${bank.apiIds.accounts}"`);
  });

  test('the register, with the address of this issuer', async () => {
    expect(await textAt('stakeholders.yaml')).toContain(`issuer: ${localAws.issuerUrl}\n`);
  });
});

describe('a second set-up', () => {
  test('changes nothing', async () => {
    const apis = async () => (await gateway.send(new GetRestApisCommand({}))).items?.map(({ id }) => id);
    const before = [await apis(), await keysIn(logBucket), localStatus(home).processes];
    said.length = 0;
    expect(await setUp()).toEqual(bank);
    expect([await apis(), await keysIn(logBucket), localStatus(home).processes]).toEqual(before);
    expect(said).toEqual([
      '7 services of the demo bank run',
      'The demo bank’s gateways are in place',
      'Two more accounts, in two Regions, are in place',
      'The access logs of the last week are in place',
      'All files were handed in before',
    ]);
  });

  test('another day, gives the logs of that week and leaves the filed request as it is', async () => {
    const filed = await textAt('exceptions/h2h-files.yaml');
    const before = await keysIn(logBucket);
    await setUp(new Date(Date.now() + 86_400_000));
    const after = await keysIn(logBucket);
    expect(after).toHaveLength(25);
    expect(after).not.toEqual(before);
    expect(await textAt('exceptions/h2h-files.yaml')).toBe(filed);
  });

  test('puts a file back that somebody changed, and files a request anew whose day is over', async () => {
    const put = (Key: string, Body: string) =>
      s3.send(new PutObjectCommand({ Bucket: intakeBucket, Key, Body }));
    await put('partners.yaml', 'partners: []\n');
    await put('exceptions/h2h-files.yaml', 'requestedUntil: "2020-01-01"\n');
    said.length = 0;
    await setUp();
    expect(said.at(-1)).toBe('2 files handed in');
    expect(await textAt('partners.yaml')).toContain('Fjord Pay');
  });

  test('creates an API anew whose creation was cut off', async () => {
    await gateway.send(
      new DeleteBasePathMappingCommand({ domainName: 'api.demo-bank.test', basePath: 'consents' }),
    );
    const again = await setUp();
    expect(again.apiIds).toEqual({ ...bank.apiIds, consents: again.apiIds.consents });
    expect(again.apiIds.consents).not.toBe(bank.apiIds.consents);
    const { items = [] } = await gateway.send(new GetRestApisCommand({}));
    expect(items.filter(({ name }) => name === 'consents')).toHaveLength(1);
  });

  test('says when a service could not have its port again', async () => {
    const file = join(home, 'demo-bank.json');
    const kept = JSON.parse(readFileSync(file, 'utf8')) as object;
    writeJson(file, { backends: { ...bank.backends, accounts: 'https://127.0.0.1:1' } });
    await expect(setUp()).rejects.toThrow(/lead to https:\/\/127\.0\.0\.1:1 for accounts/);
    writeJson(file, kept);
  });
});
