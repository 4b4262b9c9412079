import { hasAt, nodeAt, proofOf, textAt } from '../config-node.ts';
import type { RouteControl } from '../importer.ts';
import type { Definition } from './definitions.ts';
import { settingText, type Variant } from './variants.ts';

const limitControl = (filter: Definition, variant: Variant): RouteControl => {
  const limit = { control: 'rate-limit', proof: proofOf(filter.node) } as const;
  const { args } = filter;
  if (!args)
    return {
      ...limit,
      effective: 'unknown',
      disarmedBy: 'This filter takes no shortcut: it is not read as it is written.',
    };
  if (hasAt(args, 'rate-limiter'))
    return { ...limit, effective: 'unknown', disarmedBy: 'A limiter in the program decides: rate-limiter.' };
  const own = textAt(args, 'deny-empty-key');
  const denies =
    own ||
    settingText(variant, 'spring', 'cloud', 'gateway', 'filter', 'request-rate-limiter', 'deny-empty-key');
  if (denies === 'false' || nodeAt(args, 'deny-empty-key').value === false)
    return {
      ...limit,
      effective: 'conditional',
      disarmedBy: 'Requests for which no key is found pass: deny-empty-key is false.',
    };
  if (!textAt(args, 'redis-rate-limiter', 'replenishRate'))
    return { ...limit, effective: 'unknown', disarmedBy: 'The rate stands elsewhere: no replenishRate.' };
  return { ...limit, effective: 'yes' };
};

/** Filters of the bank's own program, by what they are called. */
const ownFilters: readonly (readonly [RegExp, RouteControl['control']])[] = [
  [/jwt/i, 'jwt'],
  [/api-?key/i, 'api-key'],
  [/hmac|signature/i, 'signed-request'],
  [/introspect/i, 'introspection'],
  [/auth(?!or)|authoriz/i, 'custom-authorizer'],
];

/** Those of the product that are called so and hand a credential on to the backend. */
const outbound = ['TokenRelay', 'SaveSession', 'AddRequestHeader', 'SetRequestHeader', 'MapRequestHeader'];

/** What one filter asks of a request. */
export const filterControls = (filter: Definition, variant: Variant): readonly RouteControl[] => {
  const proof = proofOf(filter.node);
  if (filter.name === 'RequestRateLimiter') return [limitControl(filter, variant)];
  if (filter.name === 'RateLimit' || filter.name === 'Bucket4j')
    return [{ control: 'rate-limit', effective: 'yes', proof }];
  if (filter.name === 'RequestSize') return [{ control: 'payload-limit', effective: 'yes', proof }];
  if (outbound.includes(filter.name)) return [];
  const [, control] = ownFilters.find(([form]) => form.test(filter.name)) ?? [];
  if (!control) return [];
  return [
    {
      control,
      effective: 'unknown',
      proof,
      disarmedBy: `What the filter ${filter.name} does stands in the program.`,
    },
  ];
};
