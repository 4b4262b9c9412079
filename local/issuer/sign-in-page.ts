import { html } from 'hono/html';
import type { Person } from './people.ts';

const styles = `
:root { color-scheme: light dark; font: 100%/1.5 system-ui, sans-serif; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: Canvas; color: CanvasText; }
main { width: min(30rem, 100% - 2rem); padding-block: 2rem; }
h1 { font-size: 1.5rem; line-height: 1.2; margin: 0 0 .5rem; }
p { margin: 0 0 1.5rem; }
ul { list-style: none; margin: 0; padding: 0; display: grid; gap: .5rem; }
button { width: 100%; text-align: left; font: inherit; padding: .75rem 1rem; border-radius: .5rem; cursor: pointer;
  border: 1px solid color-mix(in srgb, CanvasText 30%, Canvas); background: color-mix(in srgb, CanvasText 4%, Canvas); color: inherit; }
button:hover { background: color-mix(in srgb, CanvasText 10%, Canvas); }
button:focus-visible { outline: 3px solid Highlight; outline-offset: 2px; }
small { display: block; opacity: .8; overflow-wrap: anywhere; }`;

/** Who signs in: one button a person, so that it works by keyboard and without JavaScript. */
export const signInPage = (action: string, people: readonly Person[]) => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sign in – Demo bank</title>
<style>${styles}</style>
</head>
<body>
<main>
<h1>Sign in to the demo bank</h1>
<p>This stands in for the bank's identity provider. Choose who you are; password and second factor are taken as given.</p>
<form method="post" action="${action}">
<ul>${people.map(
  ({ subject, name, mail }) =>
    html`<li><button name="subject" value="${subject}">${name}<small>${mail}</small></button></li>`,
)}</ul>
${people.length === 0 ? html`<p role="status">Nobody is registered yet. <code>npm start</code> writes the demo bank's people.</p>` : ''}
</form>
</main>
</body>
</html>`;

/** Nothing but its own style; the answer to the form redirects to the portal, which `form-action` covers too. */
export const signInPolicy = (portalUrl: string): string =>
  `default-src 'none'; style-src 'unsafe-inline'; form-action 'self' ${portalUrl}; frame-ancestors 'none'; base-uri 'none'`;
