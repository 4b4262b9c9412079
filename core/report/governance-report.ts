import { createHash } from 'node:crypto';
import { html, trusted } from '../presentation/html.ts';
import { page } from '../presentation/layout.ts';
import { moment } from '../presentation/moment.ts';
import { stylesheet } from '../presentation/stylesheet.ts';
import type { GovernanceState } from './governance-state.ts';
import { catalogue } from './sections/catalogue.ts';
import { checks } from './sections/checks.ts';
import { documentation } from './sections/documentation.ts';
import { glossary } from './sections/glossary.ts';
import { migrations } from './sections/migrations.ts';
import { overview } from './sections/overview.ts';
import { problems } from './sections/problems.ts';
import { reviews } from './sections/reviews.ts';

/** The sheet may apply, nothing else may load or run: a report that is mailed around stays a piece of paper. */
const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(stylesheet).digest('base64')}' 'unsafe-hashes' 'unsafe-inline'`;

/** The report as one self-contained HTML file: no script, no remote content. */
export const renderReport = (state: GovernanceState): string =>
  page({
    title: `Governance report ${state.readAt.slice(0, 10)}`,
    metas: html`<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    styles: trusted(`<style>${stylesheet}</style>`),
    main: html`${overview(state)}
${reviews(state)}
${migrations(state)}
${catalogue(state)}
${documentation(state)}
${checks(state)}
${problems(state)}
${glossary()}`,
    footer: html`Gatehouse governance report, read ${moment(state.readAt)}. The same facts as data: <code>gatehouse-report.json</code>.`,
  });
