import type { Check } from './check.ts';
import { authn01 } from './checks/authn-01.ts';
import { authn12 } from './checks/authn-12.ts';
import { gov01 } from './checks/gov-01.ts';
import { inv01 } from './checks/inv-01.ts';
import { inv09 } from './checks/inv-09.ts';
import { net02 } from './checks/net-02.ts';
import { obs01 } from './checks/obs-01.ts';
import { obs07 } from './checks/obs-07.ts';
import { tls01 } from './checks/tls-01.ts';
import { tls12 } from './checks/tls-12.ts';
import { traf01 } from './checks/traf-01.ts';
import { val01 } from './checks/val-01.ts';

/** Every check, in the order of the areas. `docs/checks.md` documents each. */
export const checks: readonly Check[] = [
  authn01,
  authn12,
  tls01,
  tls12,
  traf01,
  val01,
  net02,
  obs01,
  obs07,
  inv01,
  inv09,
  gov01,
];
