import { canonicalText } from '../../canonical-text.ts';
import type { ApiRecord } from '../api-record.ts';
import { baseUrls, isLive, siteOf } from './addresses.ts';
import { inOrder } from './catalogue-file.ts';
import type { ExportOptions } from './export-options.ts';

/** The schema wants two characters in a name and five in a description. */
const atLeast = (text: string, characters: number, otherwise: string): string =>
  [...text.trim()].length >= characters ? text.trim() : otherwise;

const apiOf = (record: ApiRecord, domain: string, site: string, baseURL: string) => {
  const { apiId, name, purpose, style, exposure, lifecycle } = record;
  return {
    aid: `${domain}:${apiId}`,
    name: atLeast(name.value, 2, `API ${apiId}`),
    description: atLeast(purpose?.value ?? '', 5, `The API ${name.value}.`),
    // Its schema requires both, of every API; a site answers for these two, whatever it publishes.
    image: `${site}/favicon.ico`,
    humanURL: `${site}/`,
    baseURL,
    tags: [style?.value, exposure?.value, lifecycle?.value].filter((tag) => tag !== undefined),
    properties: [],
  };
};

/**
 * APIs.json 0.20 (apisjson.org): the APIs that are there to be called, each with its first address. Partners read it:
 * nothing of it says where the bank knows an API from.
 */
export const catalogueApisJson = (
  records: readonly ApiRecord[],
  { site = siteOf(records), publisher }: Pick<ExportOptions, 'site' | 'publisher'> = {},
): string => {
  const domain = new URL(site).hostname;
  const who = publisher ?? domain;
  return canonicalText({
    aid: `${domain}:apis`,
    name: `APIs of ${who}`.slice(0, 50),
    description: `The APIs that are reached at ${who}.`.slice(0, 1000),
    type: 'Index',
    position: 'Producing',
    url: `${site}/apis.json`,
    specificationVersion: '0.20',
    tags: ['API'],
    apis: inOrder(records)
      .filter(isLive)
      .flatMap((record) => {
        const [baseURL] = baseUrls(record);
        return baseURL === undefined ? [] : [apiOf(record, domain, site, baseURL)];
      }),
    maintainers: [{ FN: who, url: `${site}/` }],
  });
};
