import type { ApiRecord } from '../api-record.ts';
import { catalogueApisJson } from './apis-json.ts';
import { catalogueBackstage } from './backstage.ts';
import { catalogueJson } from './catalogue-file.ts';
import { catalogueCsv } from './csv.ts';
import { catalogueCycloneDx } from './cyclonedx.ts';
import type { ExportOptions } from './export-options.ts';
import { catalogueLinkset, linksetType } from './linkset.ts';

interface ExportFormat {
  /** What a person gets it for. */
  readonly title: string;
  readonly contentType: string;
  readonly fileName: string;
  /** Made for readers outside of the bank: names and addresses, and nothing of where they are known from. */
  readonly published: boolean;
  readonly write: (records: readonly ApiRecord[], options: ExportOptions) => string;
}

/** Every form in which the catalogue leaves Gatehouse. Equal records give equal bytes, in whatever order they come. */
export const exportFormats = {
  json: {
    title: 'JSON, everything with its sources',
    contentType: 'application/json',
    fileName: 'catalogue.json',
    published: false,
    write: (records) => catalogueJson({ records }),
  },
  csv: {
    title: 'CSV, one row for each API',
    contentType: 'text/csv; charset=utf-8; header=present',
    fileName: 'catalogue.csv',
    published: false,
    write: catalogueCsv,
  },
  backstage: {
    title: 'Backstage API entities',
    contentType: 'application/yaml',
    fileName: 'catalog-info.yaml',
    published: false,
    write: catalogueBackstage,
  },
  linkset: {
    title: 'API catalog (RFC 9727) for /.well-known/api-catalog',
    contentType: linksetType,
    fileName: 'api-catalog.json',
    published: true,
    write: catalogueLinkset,
  },
  'apis-json': {
    title: 'APIs.json',
    contentType: 'application/json',
    fileName: 'apis.json',
    published: true,
    write: catalogueApisJson,
  },
  cyclonedx: {
    title: 'CycloneDX services',
    contentType: 'application/vnd.cyclonedx+json; version=1.6',
    fileName: 'catalogue.cdx.json',
    published: false,
    write: catalogueCycloneDx,
  },
} as const satisfies Readonly<Record<string, ExportFormat>>;

export type ExportFormatId = keyof typeof exportFormats;
export const exportFormatIds = Object.keys(exportFormats) as readonly ExportFormatId[];

export interface ExportedCatalogue {
  readonly contentType: string;
  /** Plain ASCII, safe in a Content-Disposition header. */
  readonly fileName: string;
  readonly body: string;
}

/** The catalogue in one of its forms, for a download or a file. */
export const exportCatalogue = (
  records: readonly ApiRecord[],
  format: ExportFormatId,
  options: ExportOptions = {},
): ExportedCatalogue => {
  const { contentType, fileName, write }: ExportFormat = exportFormats[format];
  return { contentType, fileName, body: write(records, options) };
};
