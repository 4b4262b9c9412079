import { APIGatewayClient, GetRestApisCommand } from '@aws-sdk/client-api-gateway';
import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { dynamoAuditTrail } from '../../aws/dynamodb/audit-trail.ts';
import { sfnExecutions } from '../../aws/step-functions/executions.ts';
import { storedState } from '../../bin/report-run.ts';
import { verify } from '../../core/audit/chain.ts';
import { renderReport } from '../../core/report/governance-report.ts';
import { Browser } from '../../local/demo-approver/browser.ts';
import { demoPerson, issuerClients } from '../../local/demo-bank/people.ts';
import { judgeCatalogue } from '../../local/demo-bank/truth.ts';
import { demoPartner } from '../../local/demo-partner.ts';
import { type LocalAws, stopLocalAws } from '../../local/local-aws.ts';
import { mailbox } from '../../local/mailbox.ts';
import { launchBrowser } from '../support/browser.ts';
import {
  decisionState,
  eventually,
  fileRequest,
  openReview,
  reviewLinkFor,
  runCycle,
  setFaults,
  settled,
  state,
  takeGrantAway,
  wholeSystem,
} from '../support/whole-system.ts';

// The stacks as a bank deploys them, on local AWS with policies enforced on every function's own role. The tests build
// on each other, in their order: one system, three cycles.
const rhea = demoPerson('rhea.lindqvist');
const magnus = demoPerson('magnus.oyelaran');
const rationale = 'The alternate measures cover every gap for a closed group of partners until the renewal.';
let aws: LocalAws;

beforeAll(async () => {
  aws = await wholeSystem();
  // Everything after the import of the first migration is to fail.
  await setFaults(aws, [
    {
      operation: 'CreateDeployment',
      status: 400,
      code: 'BadRequestException',
      message: 'forced failure',
      times: 100,
    },
  ]);
}, 300_000);

afterAll(async () => {
  if (aws) await stopLocalAws(aws.home);
}, 60_000);

const targets = async () => {
  const { items = [] } = await new APIGatewayClient({}).send(new GetRestApisCommand({ limit: 500 }));
  return items.filter(({ tags }) => tags?.managedBy === 'gatehouse');
};

const partner = () => {
  const [client] = issuerClients(aws.home);
  return demoPartner({
    issuerUrl: aws.issuerUrl,
    endpoint: aws.endpoint,
    clientId: client?.clientId ?? '',
    secret: client?.secret ?? '',
  });
};
const accounts = 'https://api.demo-bank.test/accounts';
const headers = { 'x-consent-id': 'cns-7f3a91c2', 'idempotency-key': '2f1d5d0e-statement' };

describe('one cycle with a forced failure after the import', () => {
  test('the cycle finds, documents, assesses, sorts and reports', async () => {
    expect(await runCycle('cycle-20261124-000001')).toMatchObject({ status: 'SUCCEEDED' });
    const { apis, cycle } = await state();
    const verdicts = Object.fromEntries(
      apis.map(({ record, triage }) => [record.name.value, `${triage?.verdict} ${triage?.action}`]),
    );
    expect(verdicts).toMatchObject({
      payments: 'conforming none',
      accounts: 'conforming migrate',
      consents: 'nonconforming owner-task',
      cards: 'nonconforming owner-task',
      'h2h-files': 'nonconforming review',
    });
    expect(cycle?.counts.shadowEndpoints).toBeGreaterThan(0);
  }, 400_000);

  test('everything planted over three accounts and two Regions is found, joined for its reason, and in its state', async () => {
    const { apis } = await state();
    const judged = judgeCatalogue(apis.map(({ record }) => record));
    expect(judged.differences).toEqual([]);
    expect(judged.found).toBe(judged.apis);
    expect(judged.apis).toBeGreaterThanOrEqual(40);
    const seen = new Set(apis.flatMap(({ record }) => record.endpoints.map((endpoint) => endpoint.state)));
    expect([...seen].sort()).toEqual([
      'bypass',
      'drifted',
      'managed',
      'orphan',
      'shadow',
      'stranded',
      'undocumented',
      'zombie',
    ]);
  });

  test('cards: the working copy is closed, what is served is open, and that is what is judged', async () => {
    const cards = (await state()).apis.find(({ record }) => record.name.value === 'cards');
    const failed = cards?.assessment?.results
      .filter(({ status }) => status === 'FAIL')
      .map(({ checkId }) => checkId);
    expect(failed).toEqual(expect.arrayContaining(['AUTHN-01', 'GOV-01']));
  });

  test('malformed rows, documents and log lines are reported with file and line, and the rest went on', async () => {
    const problems = (await state()).cycle?.problems ?? [];
    for (const file of ['workshop/2026-q4.csv', 'specs/fx-rates.yaml', 'gatehouse-demo-logs/']) {
      expect(
        problems.filter((problem) => problem.file.startsWith(file) && (problem.line ?? 0) > 0).length,
      ).toBeGreaterThan(0);
    }
  });

  test('the migration is compensated: the target is gone, the source untouched, the report says why', async () => {
    const before = await partner().call({ url: `${accounts}/v1/accounts`, headers });
    await settled('migration');
    const [migration] = (await state()).migrations;
    expect(migration).toMatchObject({ state: 'COMPENSATED', apiName: 'accounts' });
    expect(migration?.failure).toMatch(/DeployDark/);
    expect(await targets()).toEqual([]);
    const [execution] = await sfnExecutions().list('migration');
    expect(await sfnExecutions().currentState(execution?.arn ?? '')).toBe('Compensated');
    const after = await partner().call({ url: `${accounts}/v1/accounts`, headers });
    expect([before.status, after.status]).toEqual([200, 200]);
    expect(renderReport(await state())).toContain(migration?.failure?.slice(0, 20));
  }, 90_000);
});

describe('a link in a mail', () => {
  test('changes nothing by GET, HEAD or prefetch, a hundred times each, signed in or not', async () => {
    const { review } = await openReview();
    const link = await reviewLinkFor(aws, rhea.mail, review.exceptionId);
    const before = await decisionState();
    const signedIn = new Browser();
    await signIn(signedIn, link, rhea.subject);
    const kinds = [
      { method: 'GET' },
      { method: 'HEAD' },
      { method: 'GET', headers: { 'sec-purpose': 'prefetch', purpose: 'prefetch' } },
    ];
    for (let round = 0; round < 100; round++) {
      for (const kind of kinds) {
        const answer = await fetch(link, { ...kind, redirect: 'manual' });
        expect(answer.status).toBeLessThan(500);
        await answer.arrayBuffer();
      }
      if (round % 10 === 0) await signedIn.open(link);
    }
    expect(await decisionState()).toBe(before);
  }, 300_000);

  test('every mail has exactly one link, and says nothing confidential', async () => {
    for (const { text, html, to } of await mailbox(aws.endpoint).read()) {
      expect(text.match(/https?:\/\//g)).toHaveLength(1);
      expect(html.match(/href=/g)).toHaveLength(1);
      expect(to).toHaveLength(1);
      expect(`${text}${html}`).not.toMatch(/taskToken|mutual TLS|worksheet|IBAN/i);
    }
  });
});

const signIn = async (browser: Browser, url: string, subject: string) => {
  const page = await browser.open(url);
  const form = page.forms.find(({ choices }) => choices.some(({ value }) => value === subject));
  const choice = form?.choices.find(({ value }) => value === subject);
  if (!form || !choice) throw new Error(`No sign-in for ${subject} at ${page.url}`);
  return browser.submit(page, form, choice);
};

describe('a person in a real browser', () => {
  test('approves through mail and portal, without JavaScript', async () => {
    const { review } = await openReview();
    const link = await reviewLinkFor(aws, rhea.mail, review.exceptionId);
    const chromium = await launchBrowser();
    try {
      const page = await (await chromium.newContext({ javaScriptEnabled: false })).newPage();
      await page.goto(link);
      await page.getByText(rhea.name).first().click();
      const signInButton = page.getByRole('button', { name: /sign in/i });
      if ((await signInButton.count()) > 0 && !page.url().startsWith(aws.portalUrl))
        await signInButton.first().click();
      await page.waitForURL(`${aws.portalUrl}/reviews/**`);
      await page.getByRole('radio', { name: /^Approve/ }).check();
      await page.getByRole('textbox', { name: /Rationale/ }).fill(rationale);
      await page.getByRole('button', { name: /record/i }).click();
      await page
        .getByText(/receipt/i)
        .first()
        .waitFor();
      expect(await page.locator('main').textContent()).toContain(rhea.name);
      expect(await page.locator('main').textContent()).toMatch(/receipt/i);
    } finally {
      await chromium.close();
    }
    const [execution] = await settled('risk-review');
    expect(await sfnExecutions().currentState(execution?.arn ?? '')).toBe('Conditional');
  }, 400_000);

  test('the decision is a row with a verified chain behind it', async () => {
    for (const { review, auditHead } of await storedState().reviews.list()) {
      const events = await dynamoAuditTrail().read(review.exceptionId);
      expect(verify(review.exceptionId, events, auditHead)).toMatchObject({ intact: true });
    }
  });
});

describe('a second cycle, without the fault', () => {
  test('migrates and verifies; the same probes failed before', async () => {
    await setFaults(aws, []);
    await fileRequest('exceptions/h2h-files-2.yaml');
    expect(await runCycle('cycle-20261124-000002')).toMatchObject({ status: 'SUCCEEDED' });
    const migration = await eventually(
      'A verified migration',
      async () => (await state()).migrations.find(({ state: ended }) => ended === 'VERIFIED'),
      120,
    );
    const outcome = (probes: typeof migration.probesAfter, id: string) =>
      probes.filter(({ probeId }) => probeId === id).map((probe) => probe.outcome);
    for (const id of ['P2', 'P3', 'P7', 'P12']) {
      expect(outcome(migration.probesBefore, id)).not.toContain('passed');
      expect(new Set(outcome(migration.probesAfter, id))).toEqual(new Set(['passed']));
    }
    expect(outcome(migration.probesAfter, 'P1')).toEqual(['passed']);
  }, 400_000);

  test('with a token 200 from the backend, without 401 or 403, unknown routes and invalid bodies refused', async () => {
    const { call, token } = partner();
    const bearer = await token();
    const good = await call({ url: `${accounts}/v1/accounts`, headers, token: bearer });
    expect(good.status).toBe(200);
    expect(good.body).toContain('"backend"');
    expect([401, 403]).toContain((await call({ url: `${accounts}/v1/accounts`, headers })).status);
    expect([403, 404]).toContain(
      (await call({ url: `${accounts}/v1/nowhere`, headers, token: bearer })).status,
    );
    const invalid = await call({
      url: `${accounts}/v1/accounts/acc-00000001/statement-requests`,
      method: 'POST',
      headers: { ...headers, 'x-gatehouse-probe': 'dry-run' },
      body: { nothing: 'that the schema asks for' },
      token: bearer,
    });
    expect(invalid.status).toBe(400);
    expect(invalid.body).not.toContain('"backend"');
  });

  test('two opposite decisions at once: one wins, the other is told who decided and when', async () => {
    const { review } = await openReview();
    const forms = await Promise.all(
      [rhea, magnus].map(async ({ subject, mail }) => {
        const browser = new Browser();
        const page = await signIn(browser, await reviewLinkFor(aws, mail, review.exceptionId), subject);
        const form = page.forms.find(({ choices }) => choices.some(({ value }) => value === 'APPROVE'));
        if (!form) throw new Error(`No decision form at ${page.url}`);
        return { browser, page, form };
      }),
    );
    const answers = await Promise.all(
      forms.map(({ browser, page, form }, index) => {
        const choice = form.choices.find(({ value }) => value === (index === 0 ? 'APPROVE' : 'REJECT'));
        return browser.submit(
          page,
          form,
          choice,
          Object.fromEntries(form.texts.map((name) => [name, rationale])),
        );
      }),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const decided = (await state()).reviews.find(
      (one) => one.review.exceptionId === review.exceptionId,
    )?.review;
    const votes = decided?.seats.flatMap((seat) => (seat.state === 'DECIDED' ? [seat.vote] : [])) ?? [];
    expect(votes).toHaveLength(1);
    const loser = answers.find(({ status }) => status === 409)?.root.textContent ?? '';
    expect(loser).toContain(votes[0]?.personName);
    expect(loser).toContain(String(new Date(votes[0]?.at ?? 0).getUTCFullYear()));
  }, 400_000);
});

describe('least privilege', () => {
  test('one grant taken away, and the cycle fails where it is needed', async () => {
    const giveBack = await takeGrantAway('discoveryWriteCatalogueRole', 'Governance');
    try {
      expect(await runCycle('cycle-20261124-000003')).toMatchObject({ status: 'FAILED' });
      const child = (await sfnExecutions().list('discovery')).find(
        ({ name }) => name === 'cycle-20261124-000003-discovery',
      );
      expect(child?.status).toBe('FAILED');
    } finally {
      await giveBack();
    }
  }, 400_000);
});

test('nothing that was written holds a token, a link, or an address of a person', async () => {
  const logs = new CloudWatchLogsClient({});
  const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand({ limit: 50 }));
  const lines: string[] = [];
  for (const { logGroupName } of logGroups) {
    const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName, limit: 5000 }));
    lines.push(...events.map(({ message }) => message ?? ''));
  }
  expect(lines.length).toBeGreaterThan(20);
  const written = [...lines, renderReport(await state())].join('\n');
  expect(written).not.toMatch(/\/r\/[\w-]{20,}/);
  expect(written).not.toMatch(/eyJ[\w-]{10,}\.[\w-]{10,}/);
  expect(written).not.toMatch(/__Host-gatehouse=/);
  expect(lines.join('\n')).not.toContain(rhea.mail);
});
