import { exportFormatIds, exportFormats } from '../../../core/inventory/export/export-catalogue.ts';
import { type Html, html } from '../../../core/presentation/html.ts';

/** The catalogue as files, whole. */
export const exportLinks = (): Html =>
  html`<nav class="noprint" aria-label="The catalogue as a file"><p class="row small"><span class="muted">The catalogue as a file:</span>${exportFormatIds.map((id) => html`<a href="/exports/${id}" title="${exportFormats[id].title}">${id}</a>`)}</p></nav>`;
