import type { GatewayApi } from '../gateway/gateway-api.ts';
import type { InputProblem } from '../input-problem.ts';
import type { Clock, Documents, Intake } from '../ports.ts';
import { readCollected, unreadPlaces } from './collected-sources.ts';
import type { Declarations } from './entities.ts';
import type { Evidence } from './evidence.ts';
import { readHandedIn } from './handed-in.ts';
import { readImported } from './imported-sources.ts';
import type { Partner } from './partners-file.ts';
import type { SourceCoverage } from './source-coverage.ts';

/** Everything that is declared, without the gateways' configurations, which stay in their own documents. */
export interface StoredDeclarations extends Omit<Declarations, 'gateways'> {
  readonly partners: readonly Partner[];
  /** `account/region` of collectors that could not read everything. */
  readonly unread: readonly string[];
  /** What was read, source by source. */
  readonly coverage: readonly SourceCoverage[];
}

export interface ReadDeclarations extends StoredDeclarations {
  readonly gateways: readonly GatewayApi[];
  readonly problems: readonly InputProblem[];
}

/** What people say in the portal: claims of workshops, answers of attestations. */
export interface SpokenClaims {
  evidence(): Promise<readonly Evidence[]>;
}

export interface DeclarationPorts {
  readonly intake: Intake;
  readonly documents: Documents;
  readonly spoken: readonly SpokenClaims[];
  readonly clock: Clock;
}

/** Gathers what gateways, artefacts, documents and people declare in one cycle, and says what could not be read. */
export const readDeclarations = async (
  cycleId: string,
  { intake, documents, spoken, clock }: DeclarationPorts,
): Promise<ReadDeclarations> => {
  const observedAt = clock.now().toISOString();
  const handedIn = await readHandedIn(intake, observedAt);
  const { collected, gateways, problems } = await readCollected(cycleId, documents);
  const imported = await readImported(cycleId, documents);
  const said: Evidence[] = [];
  for (const source of spoken) said.push(...(await source.evidence()));
  return {
    observedAt,
    gateways,
    documents: handedIn.documents,
    claims: [
      ...handedIn.claims,
      ...said,
      ...collected.flatMap(({ evidence }) => evidence),
      ...imported.flatMap(({ evidence }) => evidence),
    ],
    partners: handedIn.partners,
    unread: unreadPlaces(collected),
    coverage: [
      ...collected.map(({ evidence: _, calls: __, ...row }) => row),
      ...imported.map(({ coverage }) => coverage),
    ],
    problems: [...problems, ...imported.flatMap((one) => one.problems), ...handedIn.problems],
  };
};
