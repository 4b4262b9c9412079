import { isMapping, listOf, type Mapping, mappingAt, textOf } from '../../../documentation/mapping.ts';
import type { ImportContext } from '../importer.ts';
import { hostOf, type Place, placeOf } from '../place.ts';

/** Places that the variables of one server can name; more is not enumerated. */
const maxPlaces = 16;

/** `https://{region}.bank.example/{base}` with every value of its enumerations, else with the defaults. */
const expanded = (url: string, variables: Mapping): readonly string[] => {
  let urls = [url];
  for (const [name, variable] of Object.entries(variables).slice(0, maxPlaces)) {
    if (!isMapping(variable) || !url.includes(`{${name}}`)) continue;
    const values = [...new Set([variable.default, ...listOf(variable.enum)].map(String))].filter(
      (_, index) => index > 0 || variable.default !== undefined,
    );
    if (!values.length) continue;
    urls = urls
      .flatMap((one) => values.map((value) => one.replaceAll(`{${name}}`, value)))
      .slice(0, maxPlaces);
  }
  return urls;
};

/**
 * Places of a list of server objects. A relative URL (`/v1`, `v1`, `./v1`) names a base path and no host. A variable
 * without a default stays in the path as a parameter, and makes a host unknown.
 */
export const placesOf = (servers: unknown, context: ImportContext): readonly Place[] => {
  const places = listOf(servers).flatMap((server) => {
    const { url, variables } = isMapping(server) ? server : {};
    return expanded(textOf(url), mappingAt(variables)).flatMap((one) => {
      const relative = /^(?:[a-z][a-z0-9+.-]*:)?\/\//i.test(one) ? one : `/${one.replace(/^[./]+/, '')}`;
      return placeOf(relative, context) ?? [];
    });
  });
  return [...new Map(places.map((place) => [`${place.host ?? ''} ${place.path}`, place])).values()];
};

/** `host` and `basePath` of OpenAPI 2.0. */
export const placeOf2 = (document: Mapping): Place => {
  const host = hostOf(textOf(document.host));
  return { ...(host ? { host } : {}), path: textOf(document.basePath) };
};
