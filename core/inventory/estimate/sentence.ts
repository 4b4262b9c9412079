import type { AuditResult } from '../audit/audit.ts';
import { floorPercent } from '../audit/clopper-pearson.ts';
import type { UnknownEstimate } from './estimate.ts';

export interface InventoryClaim {
  readonly estimate: UnknownEstimate;
  /** The newest audit, where there is one. */
  readonly audit?: AuditResult;
  /** `notCovered`. */
  readonly notCovered: readonly string[];
}

/** One thing or several, with a figure: `1 API`, `412 APIs`. */
const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

/** An upper bound in whole percent, rounded up as a floor is rounded down. */
const ceilingPercent = (share: number): number => Math.ceil(share * 100 - 1e-9);

const auditSentence = (audit: AuditResult | undefined): string => {
  if (!audit) return 'No random audit of the network was made, so there is no floor.';
  if (audit.kind === 'OPEN')
    return `Random audit: ${audit.answered} of ${counted(audit.drawn, 'network endpoint')} were looked at so far, so there is no floor yet.`;
  if (audit.counted === 0)
    return `Random audit: none of ${counted(audit.drawn, 'network endpoint')} was an API, so there is no floor.`;
  return `Random audit: ${audit.inInventory} of ${counted(audit.counted, 'network endpoint')} ${audit.counted === 1 ? 'was' : 'were'} in the inventory, so at least ${floorPercent(audit.floor)} % of what the network can show (95 % confidence).`;
};

const estimateSentence = (estimate: UnknownEstimate): string => {
  if (estimate.kind === 'REFUSED')
    return `Overlap of sources: not enough independent sources. ${estimate.reasons.join(' ')}`;
  const { known, incidence, jackknife, chao2 } = estimate;
  const first = `at most about ${ceilingPercent(jackknife.share)} %`;
  const suggestion =
    incidence.distinct === known
      ? `suggests ${first}`
      : `suggests that the ${incidence.distinct} which these found are ${first} of all`;
  return `Overlap of ${incidence.families.length} families ${suggestion} (first-order jackknife; Chao2: at most about ${ceilingPercent(chao2.share)} %).`;
};

const outside = 'whatever lies outside of the accounts and files that were read';

/** Names of files may hold a percent sign; in these sentences it stands for a share and nothing else. */
const plain = (phrase: string): string => phrase.replaceAll('%', ' percent ');

/**
 * How much of what there is the inventory has, in words that claim no more than is known. A percentage stands in a
 * sentence that says whether it is a floor or a ceiling, or it does not stand at all.
 */
export const inventorySentences = ({ estimate, audit, notCovered }: InventoryClaim): readonly string[] => [
  `${counted(estimate.known, 'API')} known.`,
  auditSentence(audit),
  estimateSentence(estimate),
  `Not covered by any source: ${[...notCovered.map(plain), outside].join(', ')}.`,
];

export const inventorySentence = (claim: InventoryClaim): string => inventorySentences(claim).join(' ');
