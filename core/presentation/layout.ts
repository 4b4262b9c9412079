import { type Html, html, none, trusted } from './html.ts';

export interface PageShell {
  readonly title: string;
  /** `<link rel=stylesheet>` in the portal, `<style>` in the report. */
  readonly styles: Html;
  readonly metas?: Html;
  readonly navigation?: readonly {
    readonly href: string;
    readonly label: string;
    readonly current?: boolean;
  }[];
  /** Right end of the bar: who is signed in. */
  readonly aside?: Html;
  readonly main: Html;
  readonly footer: Html;
}

/** A gate between two posts. */
export const mark = trusted(
  '<svg width="22" height="22" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" aria-hidden="true"><path d="M4 21V6l8-3 8 3v15"/><path d="M9 21v-8a3 3 0 0 1 6 0v8"/><path d="M2 21h20"/></svg>',
);

/** The one page shell of portal and report. */
export const page = (shell: PageShell): string =>
  `${html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
${shell.metas ?? none}
<title>${shell.title} · Gatehouse</title>
${shell.styles}
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
<header class="bar"><div>
<a class="brand" href="${shell.navigation ? '/' : '#main'}">${mark}Gatehouse</a>
${
  shell.navigation && shell.navigation.length > 0
    ? html`<nav aria-label="Main">${shell.navigation.map(({ href, label, current }) => html`<a href="${href}"${current ? trusted(' aria-current="page"') : none}>${label}</a>`)}</nav>`
    : none
}
${shell.aside ? html`<div class="who">${shell.aside}</div>` : none}
</div></header>
<main id="main" tabindex="-1">
${shell.main}
</main>
<footer class="foot"><div>${shell.footer}</div></footer>
</body>
</html>`}`;
