import {
  type DataClass,
  dataClasses,
  type EnvironmentName,
  type Evidence,
  type Exposure,
  exposures,
  type Lifecycle,
  lifecycles,
} from '../evidence.ts';

/** Tags as AWS writes them: some services in capitals, some in small letters, some as a map. */
export type Tags =
  | readonly {
      readonly Key?: string | undefined;
      readonly Value?: string | undefined;
      readonly key?: string | undefined;
      readonly value?: string | undefined;
    }[]
  | Readonly<Record<string, string | undefined>>
  | undefined;

/** Keys in small letters without their namespace: `bank:Owner` and `bank.example/owner` are `owner`. */
export const tagMap = (tags: Tags): ReadonlyMap<string, string> => {
  const pairs = Array.isArray(tags)
    ? tags.map((tag) => [tag.Key ?? tag.key, tag.Value ?? tag.value] as const)
    : Object.entries(tags ?? {});
  const map = new Map<string, string>();
  for (const [key = '', value = ''] of pairs) {
    // Tags that AWS sets itself, such as `aws:cloudformation:stack-name`, are nobody's statement.
    if (key.startsWith('aws:') || !value.trim()) continue;
    const name = (key.split(/[:/]/).at(-1) ?? key).toLowerCase().replaceAll('_', '-');
    if (!map.has(name)) map.set(name, value.trim());
  }
  return map;
};

const environmentNames: Readonly<Record<string, EnvironmentName>> = {
  production: 'production',
  prod: 'production',
  prd: 'production',
  live: 'production',
  staging: 'staging',
  stage: 'staging',
  stg: 'staging',
  uat: 'staging',
  preprod: 'staging',
  'pre-production': 'staging',
  test: 'test',
  tst: 'test',
  qa: 'test',
  development: 'development',
  develop: 'development',
  dev: 'development',
};

const oneOf = <Value extends string>(values: readonly Value[], text: string | undefined): Value | undefined =>
  values.find((value) => value === text?.toLowerCase());

export type TagFacts = Pick<
  Evidence,
  'owner' | 'purpose' | 'exposure' | 'dataClass' | 'environment' | 'lifecycle' | 'partners'
>;

/** What the tags of a resource say of the API that it is. Values outside of our words are left out, not guessed. */
export const tagFacts = (tags: Tags): TagFacts => {
  const map = tagMap(tags);
  const first = (...names: readonly string[]): string | undefined =>
    names.map((name) => map.get(name)).find((value) => value !== undefined);
  const owner = first('owner', 'x-owner', 'api-owner', 'service-owner', 'owner-team', 'team', 'contact');
  const purpose = first('purpose', 'description');
  const exposure = oneOf<Exposure>(exposures, first('exposure', 'audience'));
  const dataClass = oneOf<DataClass>(
    dataClasses,
    first('data-class', 'dataclass', 'data-classification', 'dataclassification', 'classification'),
  );
  const environment = environmentNames[(first('environment', 'env', 'stage') ?? '').toLowerCase()];
  const lifecycle = oneOf<Lifecycle>(lifecycles, first('lifecycle'));
  const partners = (first('partner', 'partners') ?? '')
    .split(/[,;+]/)
    .map((name) => name.trim())
    .filter(Boolean);
  return {
    ...(owner ? { owner } : {}),
    ...(purpose ? { purpose } : {}),
    ...(exposure ? { exposure } : {}),
    ...(dataClass ? { dataClass } : {}),
    ...(environment ? { environment } : {}),
    ...(lifecycle ? { lifecycle } : {}),
    ...(partners.length > 0 ? { partners } : {}),
  };
};
