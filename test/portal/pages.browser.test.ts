import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { renderReport } from '../../core/report/governance-report.ts';
import { launchBrowser } from '../support/browser.ts';
import { emptyGovernance, exampleState } from '../support/governance-example.ts';
import { inventoryPorts, payments } from '../support/inventory-portal.ts';
import { inventoryServer } from '../support/inventory-server.ts';
import { portalServer } from '../support/portal-server.ts';
import { decisionPath, reviewPath } from '../support/portal-world.ts';
import { person, voteNow } from '../support/risk-world.ts';

jest.setTimeout(60_000);

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const screenshots = join('.gatehouse', 'screenshots');
mkdirSync(screenshots, { recursive: true });

/** Keeps a picture of the page; of a long one the beginning, for the browser's surfaces end at 16 384 pixels. */
const keep = async (page: Page, name: string): Promise<void> => {
  const { width, height } = await page.evaluate<{ width: number; height: number }>(
    '({ width: innerWidth, height: Math.min(document.documentElement.scrollHeight, 6000) })',
  );
  const path = join(screenshots, `${name.replaceAll(' ', '-')}.png`);
  // On a busy machine the browser now and then has no surface to draw on, until it has drawn again.
  for (let tries = 5; ; tries--) {
    try {
      await page.screenshot({ path, fullPage: true, clip: { x: 0, y: 0, width, height } });
      return;
    } catch (error) {
      if (tries === 1) throw error;
      await page.evaluate(
        'new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))',
      );
    }
  }
};

let browser: Browser;
let open: Awaited<ReturnType<typeof portalServer>>;
let decided: Awaited<ReturnType<typeof portalServer>>;
let inventory: Awaited<ReturnType<typeof inventoryServer>>;

beforeAll(async () => {
  browser = await launchBrowser();
  open = await portalServer(await inventoryPorts());
  decided = await portalServer();
  inventory = await inventoryServer();
  await voteNow(decided.world);
});

afterAll(async () => {
  await browser?.close();
  await open?.close();
  await decided?.close();
  await inventory?.close();
});

const views = {
  light: { viewport: { width: 1280, height: 900 }, colorScheme: 'light' },
  dark: { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' },
  phone: { viewport: { width: 360, height: 740 }, colorScheme: 'light' },
} as const;

/** A page of the portal or a report, and what a person does to see it. */
const pages: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
  tasks: (page) => page.goto(`${open.origin}/`),
  'no tasks': (page) => page.goto(`${decided.origin}/`),
  catalogue: (page) => page.goto(`${open.origin}/catalogue`),
  review: (page) => page.goto(`${open.origin}${reviewPath}`),
  'review refused': async (page) => {
    await page.goto(`${open.origin}${reviewPath}`);
    await page.getByRole('radio', { name: 'Reject' }).check();
    await page.getByRole('textbox', { name: 'Rationale' }).fill(`no${' '.repeat(30)}`);
    await page.getByRole('button', { name: 'Record my decision' }).click();
    await page.getByRole('alert').waitFor();
  },
  decided: (page) => page.goto(`${decided.origin}${reviewPath}`),
  'one API': (page) => inventory.as('ivan', page, `/catalogue/${payments.apiId}`),
  'one API read only': (page) => inventory.as('bea', page, `/catalogue/${payments.apiId}`),
  'API form refused': async (page) => {
    await inventory.as('ivan', page, `/catalogue/${payments.apiId}`);
    await page
      .getByRole('textbox', { name: 'Reason' })
      .first()
      .fill(`no${' '.repeat(30)}`);
    await page.getByRole('button', { name: 'Settle owner' }).click();
    await page.getByRole('alert').waitFor();
  },
  'catalogue filtered': (page) => inventory.as('ivan', page, '/catalogue?tier=HIGH&only=conflicts'),
  'catalogue no match': (page) => inventory.as('ivan', page, '/catalogue?q=nothing-like-it'),
  coverage: (page) => inventory.as('inga', page, '/coverage'),
  'random audit': (page) => inventory.as('inga', page, '/coverage/audit'),
  people: (page) => inventory.as('ela', page, '/stakeholders'),
  workshops: (page) => inventory.as('ela', page, '/workshop'),
  'private list': (page) => inventory.as('pia', page, '/workshop/w-open'),
  'closed while listing': (page) => inventory.as('pia', page, '/catalogue'),
  'workshop revealed': (page) => inventory.as('ela', page, '/workshop/w-over'),
  attestation: (page) => inventory.as('ivan', page, '/attestations'),
  'not found': (page) => page.goto(`${open.origin}/nowhere`),
  report: (page) => page.setContent(renderReport(exampleState())),
  'empty report': (page) => page.setContent(renderReport(emptyGovernance())),
};

describe.each(Object.entries(views))('%s', (view, options) => {
  test.each(Object.entries(pages))(
    '%s: accessible, nothing cut off, nothing blocked',
    async (name, visit) => {
      const context = await browser.newContext(options);
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error' && !/status of 4\d\d/.test(message.text()))
          complaints.push(message.text());
      });
      await visit(page);
      await page.evaluate(
        `document.querySelectorAll('details').forEach((details) => { details.open = true; })`,
      );
      await keep(page, `${name} ${view}`);
      await page.evaluate(axe);
      const { violations } = await page.evaluate<AxeResults>(
        `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })`,
      );
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual(
        [],
      );
      expect(
        await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth'),
      ).toBeLessThanOrEqual(0);
      expect(complaints).toEqual([]);
      await context.close();
    },
  );
});

describe('by keyboard alone and without JavaScript', () => {
  const focus = (page: Page) =>
    page.evaluate<{ text: string; visible: boolean }>(`(() => {
      const at = document.activeElement;
      const shown = [at, at.closest('label')].filter(Boolean).some((one) => parseFloat(getComputedStyle(one).outlineWidth) >= 2 && getComputedStyle(one).outlineStyle !== 'none');
      return { text: at.name || at.textContent.trim(), visible: shown };
    })()`);

  const keyboard = async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    return {
      page,
      close: () => context.close(),
      /** Goes on until something has this name or text; wherever it comes by, it can be seen. */
      tabTo: async (wanted: string) => {
        const stops: string[] = [];
        for (let stop = 0; stop < 40; stop++) {
          await page.keyboard.press('Tab');
          const { text, visible } = await focus(page);
          stops.push(text);
          expect({ text, visible }).toEqual({ text, visible: true });
          if (text === wanted) return;
        }
        throw new Error(`${wanted} cannot be reached: ${stops.join(', ')}.`);
      },
      press: async (key: string) => {
        await Promise.all([page.waitForEvent('load'), page.keyboard.press(key)]);
      },
    };
  };

  test('a person comes from the tasks to a recorded decision, and always sees where they are', async () => {
    const server = await portalServer();
    const { page, tabTo, press, close } = await keyboard();
    await page.goto(`${server.origin}/`);
    await tabTo('Review h2h-files');
    await press('Enter');
    await page.keyboard.press('Tab');
    expect((await focus(page)).text).toBe('Skip to content');
    await page.keyboard.press('Enter');
    await tabTo('choice');
    await page.keyboard.press('Space');
    await tabTo('rationale');
    await page.keyboard.type('The controls hold and the date is near.');
    await tabTo('Record my decision');
    await press('Enter');
    expect(await page.getByRole('status').textContent()).toBe('Your decision is recorded.');
    const [vote] = [...server.world.votes.values()];
    expect(vote).toMatchObject({ choice: 'APPROVE', rationale: 'The controls hold and the date is near.' });
    expect(await page.locator('main').textContent()).toContain(vote?.receipt);
    await page.reload();
    expect(server.world.votes.size).toBe(1);
    await close();
    await server.close();
  });

  test('a person writes down an API, finishes the list, and sees what was found', async () => {
    const server = await inventoryServer();
    const { page, tabTo, press, close } = await keyboard();
    await server.as('pia', page, '/workshop/w-open');
    await tabTo('what');
    await page.keyboard.type('Foreign exchange rates');
    await tabTo('partner');
    await page.keyboard.type('Kestrel');
    await tabTo('touches-public');
    await page.keyboard.press('Space');
    await tabTo('sure');
    await page.keyboard.press('ArrowUp');
    await tabTo('Add to my list');
    await press('Enter');
    expect(await page.locator('#list').textContent()).toContain('Foreign exchange rates');
    const workshop = await server.ports.workshops.read('w-open');
    expect(workshop?.claims.at(-1)).toMatchObject({
      list: 'before',
      capture: { what: 'Foreign exchange rates', partner: 'Kestrel', sure: 'sure', touches: ['public'] },
    });
    expect(await page.locator('main').textContent()).not.toContain('fx-rates');
    await page.locator('#main').focus();
    await tabTo('Finish my list');
    await press('Enter');
    expect(await page.locator('main').textContent()).toContain('fx-rates');
    await close();
    await server.close();
  });

  test('a person answers what they are asked, and submits it', async () => {
    const server = await inventoryServer();
    const { page, tabTo, press, close } = await keyboard();
    await server.as('ivan', page, '/attestations');
    await tabTo('answer');
    await page.keyboard.press('Space');
    await tabTo('Save');
    await press('Enter');
    expect(await page.locator('#q-owner').textContent()).toContain('Confirmed: payments-team');
    await tabTo('answer');
    await page.keyboard.press('Space');
    await tabTo('value');
    await page.keyboard.type('secret');
    await tabTo('Save');
    await press('Enter');
    await tabTo('Submit my answers');
    await press('Enter');
    expect(await page.getByRole('status').textContent()).toContain('Submitted');
    expect(
      (await server.ports.attestations.answers()).map(({ question, answer }) => [question.fact, answer.kind]),
    ).toEqual([
      ['owner', 'confirm'],
      ['dataClass', 'correct'],
      ['purpose', 'correct'],
    ]);
    await close();
    await server.close();
  });

  test('a person settles a conflict of an API', async () => {
    const server = await inventoryServer();
    const { page, tabTo, press, close } = await keyboard();
    await server.as('ivan', page, `/catalogue/${payments.apiId}`);
    await tabTo('chosen');
    await page.keyboard.press('ArrowDown');
    await tabTo('reason');
    await page.keyboard.type('The squad took it over in May.');
    await tabTo('Settle owner');
    await press('Enter');
    expect(await page.getByRole('status').textContent()).toContain('Recorded');
    expect((await server.ports.corrections.list()).find(({ by }) => by === person('ivan'))).toMatchObject({
      field: 'owner',
      value: 'cards-squad',
    });
    await close();
    await server.close();
  });
});

describe('in a browser', () => {
  const visit = async (server: Awaited<ReturnType<typeof portalServer>>, subject: string) => {
    server.who.subject = subject;
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${server.origin}${reviewPath}`);
    return page;
  };
  const decide = async (page: Page, choice: string) => {
    await page.getByRole('radio', { name: choice }).check();
    await page.getByRole('textbox', { name: 'Rationale' }).fill('I have read all of the dossier.');
    await page.getByRole('button', { name: 'Record my decision' }).click();
  };

  test('who comes second sees who decided, what and when', async () => {
    const server = await portalServer();
    const rita = await visit(server, 'rita');
    const sven = await visit(server, 'sven');
    await decide(rita, 'Approve');
    await decide(sven, 'Reject');
    const text = await sven.locator('main').textContent();
    expect(text).toContain('Approved by Rita Doe');
    expect(text).toContain('24 Nov 2026, 08:00 UTC');
    expect(await sven.getByRole('button', { name: 'Record my decision' }).count()).toBe(0);
    expect(server.world.votes.size).toBe(1);
    for (const page of [rita, sven]) await page.context().close();
    await server.close();
  });

  test('an empty form is not sent; what was refused comes back with what was typed, the field in focus', async () => {
    const server = await portalServer();
    const page = await visit(server, 'rita');
    await page.getByRole('button', { name: 'Record my decision' }).click();
    expect(new URL(page.url()).pathname).toBe(reviewPath);
    await page.getByRole('radio', { name: 'Reject' }).check();
    const rationale = page.getByRole('textbox', { name: 'Rationale' });
    await rationale.fill(`Too short.${' '.repeat(20)}`);
    await page.getByRole('button', { name: 'Record my decision' }).click();
    expect(new URL(page.url()).pathname).toBe(decisionPath);
    expect(await page.getByRole('alert').textContent()).toContain('at least 20 characters');
    expect(await page.getByRole('radio', { name: 'Reject' }).isChecked()).toBe(true);
    expect((await rationale.inputValue()).trim()).toBe('Too short.');
    expect(await page.evaluate<string>('document.activeElement.id')).toBe('rationale');
    await page.context().close();
    await server.close();
  });

  test('the session is in a cookie that scripts do not see, and ends with the sign-out', async () => {
    const page = await visit(open, 'rita');
    const cookies = await page.context().cookies();
    expect(
      cookies.map(({ name, httpOnly, secure, sameSite, path }) => ({
        name,
        httpOnly,
        secure,
        sameSite,
        path,
      })),
    ).toEqual([{ name: '__Host-gatehouse', httpOnly: true, secure: true, sameSite: 'Lax', path: '/' }]);
    await page.getByRole('button', { name: 'Sign out' }).click();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('You are signed out');
    expect(await page.context().cookies()).toEqual([]);
    await page.context().close();
  });

  test('the catalogue is filtered by an ordinary form', async () => {
    const page = await visit(open, 'nora');
    await page.getByRole('link', { name: 'Catalogue' }).click();
    await page.getByRole('searchbox').fill('loans');
    await page.getByRole('button', { name: 'Filter' }).click();
    expect(new URL(page.url()).searchParams.get('q')).toBe('loans');
    expect(await page.getByRole('rowheader').getByRole('link').allTextContents()).toEqual(['loans-legacy']);
    await page.context().close();
  });
});

test('on paper everything is open, dark is light, and nothing is left to click', async () => {
  const context = await browser.newContext({ ...views.dark, viewport: { width: 690, height: 1000 } });
  const page = await context.newPage();
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await page.goto(`${open.origin}${reviewPath}`);
  expect(await page.getByRole('button').count()).toBe(0);
  expect(await page.evaluate<string>('getComputedStyle(document.documentElement).backgroundColor')).toBe(
    'rgb(255, 255, 255)',
  );
  // A page of its own: what is written into this one would be under the portal's policy.
  const report = await context.newPage();
  await report.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await report.setContent(renderReport(exampleState()));
  const closed = report.locator('details:not([open]) table');
  expect(await closed.count()).toBeGreaterThan(5);
  for (const hidden of await closed.all())
    expect((await hidden.boundingBox())?.height ?? 0).toBeGreaterThan(20);
  await keep(report, 'report print');
  await context.close();
});
