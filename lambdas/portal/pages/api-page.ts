import type { Unowned } from '../../../core/attestation/question.ts';
import type { ApiRecord } from '../../../core/inventory/api-record.ts';
import type { HistoryEntry } from '../../../core/inventory/catalogue-history.ts';
import { openConflicts } from '../../../core/inventory/catalogue-index.ts';
import type { Correction } from '../../../core/inventory/correction.ts';
import { sourceKind } from '../../../core/inventory/evidence-sources.ts';
import type { PossibleDuplicate } from '../../../core/inventory/resolution/joins/join-rule.ts';
import type { ApiResults } from '../../../core/ports.ts';
import { badge } from '../../../core/presentation/components/badge.ts';
import { facts } from '../../../core/presentation/components/facts.ts';
import { notice } from '../../../core/presentation/components/notice.ts';
import { list } from '../../../core/presentation/components/table.ts';
import { counted, path, time } from '../../../core/presentation/components/text.ts';
import { type Html, html, none } from '../../../core/presentation/html.ts';
import { gradeTone, tierBadge, verdictBadge } from '../../../core/presentation/states.ts';
import { sure } from '../../../core/presentation/sureness.ts';
import { endpointList } from './api-endpoints.ts';
import { history as historyList } from './api-history.ts';
import { conflicts, knowledge, setFields } from './api-knowledge.ts';
import { decisions, merges, sameAs, sources } from './api-sources.ts';
import type { CorrectionFormInput } from './correction-forms.ts';
import { exportLinks } from './export-links.ts';
import { portalPage } from './shell.ts';

export interface ApiPageInput extends CorrectionFormInput {
  readonly results: ApiResults;
  /** Newest first. */
  readonly corrections: readonly Correction[];
  readonly duplicates: readonly PossibleDuplicate[];
  readonly unowned: Unowned | undefined;
  readonly history: readonly HistoryEntry[];
  readonly names: ReadonlyMap<string, string>;
  readonly mayCorrect: boolean;
  /** Endpoint state that the list is narrowed to. */
  readonly state?: string;
  /** A form of this page was just recorded. */
  readonly done?: true;
}

const unownedText: Readonly<Record<Unowned['reason'], string>> = {
  NO_OWNER: 'No source names an owner.',
  LEFT: 'The owner that sources name is not in the register.',
  DISOWNED: 'The owner that sources name says that it is not theirs.',
  NO_ANSWER: 'The owner was asked and reminded, the manager was told, and nobody answered.',
};

const warnings = ({ record, unowned, done }: ApiPageInput): Html =>
  html`${
    done
      ? notice(
          'good',
          html`<p role="status"><b>Recorded.</b> The next cycle builds the catalogue with it.</p>`,
        )
      : none
  }${
    unowned
      ? notice(
          'bad',
          html`<p><b>Unowned</b> since ${time(unowned.since)}. ${unownedText[unowned.reason]} Its maturity is capped until somebody answers for it.</p>`,
        )
      : none
  }${
    record.removedSince
      ? notice(
          'warn',
          html`<p><b>Not found any more.</b> Every source that had named it was read in the cycle ${record.removedSince} and names it no more. Set its lifecycle to retired if it is gone.</p>`,
        )
      : none
  }${
    record.stale.length > 0
      ? notice(
          'warn',
          html`<p><b>Partly stale.</b> These sources could not be read in the last cycle; what they said last is shown:</p>`,
          list(record.stale),
        )
      : none
  }`;

const head = ({ record, results: { triage, documentation }, unowned }: ApiPageInput): Html => {
  const voices = new Set(record.evidence.map(({ source }) => source));
  return html`<div class="head"><p class="eyebrow">${record.apiId}</p>
<h1>${record.name.value}</h1>
<p class="row">${verdictBadge(triage?.verdict ?? 'unknown')}${record.tier ? tierBadge(record.tier) : none}${documentation ? badge(`document ${documentation.score} ${documentation.grade}`, gradeTone(documentation.grade)) : none}${unowned ? badge('unowned', 'bad') : none}</p>
<p class="lead">That it exists is ${sure(record.confidence)}: ${voices.size > 0 ? [...voices].map((source) => sourceKind(source).title).join(', ') : 'no source that travels with the record'}.</p>
${triage?.reasons[0] ? html`<p>${triage.reasons[0]}</p>` : none}</div>`;
};

const reach = ({ places, partners, gateway }: ApiRecord): Html =>
  facts([
    [
      'Clients reach it at',
      places.length > 0 ? list(places.map(({ host, basePath }) => path(`${host}${basePath}`))) : undefined,
    ],
    [
      'Gateway',
      gateway &&
        html`API Gateway ${gateway.kind}, ${path(`${gateway.account}/${gateway.region}/${gateway.gatewayId}`)}`,
    ],
    ['Stages', gateway?.stages.join(', ')],
    ['Partners', partners.length > 0 ? list(partners) : 'none is known'],
  ]);

const contents: readonly (readonly [id: string, title: string])[] = [
  ['conflicts', 'Conflicts'],
  ['known', 'What we know'],
  ['endpoints', 'Endpoints'],
  ['sources', 'Sources'],
  ['one-api', 'One API or several'],
  ['decisions', 'Decisions'],
  ['history', 'History'],
];

/** One API: what we know, from where, how sure, what has to be settled, and what became of it. */
export const apiPage = (input: ApiPageInput): string => {
  const { record, mayCorrect, session, corrections, names, duplicates, problem } = input;
  const open = openConflicts(record);
  const section = (id: string, title: string, ...content: readonly Html[]): Html =>
    html`<section id="${id}"><h2>${title}</h2>${content}</section>`;
  return portalPage(
    `${problem ? 'Not recorded: ' : ''}${record.name.value}`,
    html`${head(input)}
${warnings(input)}
<nav class="contents noprint" aria-label="On this page"><ul>${contents.map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>
${section('conflicts', open.length > 0 ? `${counted(open.length, 'conflict')} to settle` : 'Conflicts', conflicts(open, record, mayCorrect, input))}
${section('known', 'What we know', knowledge(record, names), reach(record), mayCorrect ? html`<details><summary>Set a fact against all sources</summary>${setFields(open, record, input)}</details>` : none)}
${section('endpoints', 'Endpoints', endpointList(record, input.state))}
${section('sources', 'Sources', sources(record))}
${section('one-api', 'One API or several', html`<h3>Why it is one</h3>`, merges(record, mayCorrect, input), ...(mayCorrect ? [html`<h3>Same as another one</h3>`, sameAs(duplicates, input)] : []))}
${section('decisions', 'What people decided', decisions(corrections, names, mayCorrect, input))}
${section('history', 'History', historyList(record, input.history))}
${exportLinks()}`,
    session,
    '/catalogue',
  );
};
