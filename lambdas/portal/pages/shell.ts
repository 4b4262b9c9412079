import { type Html, html, none, trusted } from '../../../core/presentation/html.ts';
import { page } from '../../../core/presentation/layout.ts';
import { stylesheetVersion } from '../../../core/presentation/stylesheet.ts';
import type { Session } from '../ports.ts';
import { formToken } from '../session.ts';

const styles = trusted(`<link rel="stylesheet" href="/assets/gatehouse.css?v=${stylesheetVersion}">`);

/** Subject of the sign-out form's token. */
export const signOutSubject = 'sign-out';

const sections = [
  { href: '/', label: 'My tasks' },
  { href: '/catalogue', label: 'Catalogue' },
  { href: '/coverage', label: 'Coverage' },
  { href: '/workshop', label: 'Workshop' },
  { href: '/attestations', label: 'Attestation' },
  { href: '/stakeholders', label: 'People' },
] as const;
export type Section = (typeof sections)[number]['href'];

/** A portal page: navigation and the way out for who is signed in. */
export const portalPage = (title: string, main: Html, session?: Session, current?: Section): string =>
  page({
    title,
    styles,
    navigation: session ? sections.map((section) => ({ ...section, current: current === section.href })) : [],
    ...(session
      ? {
          aside: html`<span>${session.actor.name}</span><form method="post" action="/sign-out"><input type="hidden" name="token" value="${formToken(session, signOutSubject, '')}"><button class="quiet">Sign out</button></form>`,
        }
      : {}),
    main,
    footer: html`Opening a page decides nothing. What you decide is recorded with your name and the time.`,
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
