import { type Html, html, none, trusted } from '../../../core/presentation/html.ts';
import { page } from '../../../core/presentation/layout.ts';
import { stylesheetVersion } from '../../../core/presentation/stylesheet.ts';
import type { Session } from '../ports.ts';
import { formToken } from '../session.ts';

const styles = trusted(`<link rel="stylesheet" href="/assets/gatehouse.css?v=${stylesheetVersion}">`);

/** Subject of the sign-out form's token. */
export const signOutSubject = 'sign-out';

/** A portal page: navigation and the way out for who is signed in. */
export const portalPage = (
  title: string,
  main: Html,
  session?: Session,
  current?: '/' | '/catalogue',
): string =>
  page({
    title,
    styles,
    navigation: session
      ? [
          { href: '/', label: 'My tasks', current: current === '/' },
          { href: '/catalogue', label: 'Catalogue', current: current === '/catalogue' },
        ]
      : [],
    ...(session
      ? {
          aside: html`<span>${session.actor.name}</span><form method="post" action="/sign-out"><input type="hidden" name="token" value="${formToken(session, signOutSubject, '')}"><button class="quiet">Sign out</button></form>`,
        }
      : {}),
    main,
    footer: html`Opening a page decides nothing. Every decision is recorded with your name, the time and the dossier you saw.`,
  });

/** A page with one message and where to go on. */
export const messagePage = (
  title: string,
  text: readonly string[],
  session?: Session,
  next?: { href: string; label: string },
): string =>
  portalPage(
    title,
    html`<div class="head"><h1>${title}</h1>${text.map((line) => html`<p class="lead">${line}</p>`)}</div>${next ? html`<p><a class="button" href="${next.href}">${next.label}</a></p>` : none}`,
    session,
  );
