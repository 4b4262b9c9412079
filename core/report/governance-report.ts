import { html, trusted } from '../presentation/html.ts';
import { page } from '../presentation/layout.ts';
import { day, moment } from '../presentation/moment.ts';
import { stylesheet, stylesheetSource } from '../presentation/stylesheet.ts';
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
const policy = `default-src 'none'; style-src ${stylesheetSource}`;

const contents = [
  ['reviews', 'Risk reviews'],
  ['migrations', 'Migrations'],
  ['catalogue', 'Catalogue'],
  ['documentation', 'Documentation'],
  ['checks', 'Checks'],
  ['problems', 'Input'],
  ['words', 'Words'],
] as const;

/** The report as one self-contained HTML file: no script, no remote content. */
export const renderReport = (state: GovernanceState): string =>
  page({
    title: `Governance report, ${day(state.readAt)}`,
    metas: html`<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    styles: trusted(`<style>${stylesheet}</style>`),
    main: html`${overview(state)}
<nav class="contents" aria-label="Contents"><ul>${contents.map(([id, label]) => html`<li><a href="#${id}">${label}</a></li>`)}</ul></nav>
${reviews(state)}
${migrations(state)}
${catalogue(state)}
${documentation(state)}
${checks(state)}
${problems(state)}
${glossary()}`,
    footer: html`Gatehouse governance report, read ${moment(state.readAt)}. The same facts as data: <code>gatehouse-report.json</code>.`,
  });
