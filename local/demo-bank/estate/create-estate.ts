import { type AccountEstate, memberEstates } from './definition.ts';
import { ensureCertificates, ensureDistributions, ensureGraphqlApis, ensureRecords } from './edge.ts';
import { ensureFunctions } from './functions.ts';
import { ensureHttpApis } from './http-apis.ts';
import { ensureLoadBalancers } from './load-balancers.ts';
import { ensureMemberStack } from './member-stack.ts';
import { ensureRestApis } from './rest-apis.ts';

/** API → its id at API Gateway. */
export type MemberApiIds = Readonly<Record<string, string>>;

const createAccount = async (endpoint: string, estate: AccountEstate): Promise<[string, string][]> => {
  const { account } = estate;
  const restApis = new Map<string, string>();
  const loadBalancers = new Map<string, string>();
  const ids: [string, string][] = [];
  for (const place of estate.regions) {
    const site = { endpoint, account, region: place.region };
    const functions = place.functions ? await ensureFunctions(site, place.functions) : new Map();
    const rest = await ensureRestApis(site, place.restApis ?? [], functions);
    for (const [name, id] of rest) restApis.set(`${place.region}/${name}`, id);
    ids.push(...rest, ...(await ensureHttpApis(site, place.httpApis ?? [])));
    if (place.loadBalancers)
      for (const [name, host] of await ensureLoadBalancers(site, place.loadBalancers, functions))
        loadBalancers.set(name, host);
    if (place.graphqlApis) await ensureGraphqlApis(site, place.graphqlApis);
    if (place.certificates) await ensureCertificates(site, place.certificates);
  }
  const home = { endpoint, account, region: estate.regions[0]?.region ?? 'us-east-1' };
  await ensureMemberStack(home);
  const distributions = await ensureDistributions(home, estate, restApis);
  await ensureRecords(home, estate, distributions, loadBalancers);
  return ids;
};

/**
 * Creates the estates of the demo bank's other accounts through the SDK, as their teams would. What is there already
 * stays as it is.
 */
export const createMemberEstates = async (endpoint: string): Promise<MemberApiIds> => {
  const ids: [string, string][] = [];
  for (const estate of memberEstates) ids.push(...(await createAccount(endpoint, estate)));
  return Object.fromEntries(ids);
};
