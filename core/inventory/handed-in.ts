import { documentLimits, readDocument } from '../documentation/read-document.ts';
import type { InputProblem } from '../input-problem.ts';
import type { Intake } from '../ports.ts';
import { type DeclaredDocument, declaredDocument } from './declared-document.ts';
import { type Evidence, evidenceOf } from './evidence.ts';
import { exceptionClaim } from './exception-claims.ts';
import { readIntakeFiles } from './intake-files.ts';
import { type Partner, readPartners } from './partners-file.ts';
import { readWorkshop } from './workshop.ts';

export interface HandedIn {
  readonly claims: readonly Evidence[];
  readonly documents: readonly DeclaredDocument[];
  readonly partners: readonly Partner[];
  readonly problems: readonly InputProblem[];
}

/** A contract names the APIs that a partner may call: whoever signed it knew of them. */
const contractClaims = (partners: readonly Partner[], file: string, observedAt: string): Evidence[] =>
  partners.flatMap(({ name, contract, apis }) =>
    apis.map((apiName) =>
      evidenceOf({
        source: 'partner-contract',
        locator: `${file}#${contract}/${apiName}`,
        apiName,
        partners: [name],
        observedAt,
      }),
    ),
  );

/** What people wrote: workshop sheets, exception requests, OpenAPI documents, partner contracts. */
export const readHandedIn = async (intake: Intake, observedAt: string): Promise<HandedIn> => {
  const claims: Evidence[] = [];
  const documents: DeclaredDocument[] = [];
  const problems: InputProblem[] = [];
  const workshop = await readIntakeFiles(intake, 'workshop/', ['csv'], 5 * 1024 * 1024);
  const exceptions = await readIntakeFiles(intake, 'exceptions/', ['yaml', 'yml']);
  const specs = await readIntakeFiles(intake, 'specs/', ['yaml', 'yml', 'json'], documentLimits.maxBytes);
  const partners = await readIntakeFiles(intake, 'partners.yaml', ['yaml']);
  for (const { key, text } of workshop.files) {
    const read = readWorkshop(text, key, observedAt);
    claims.push(...read.evidence);
    problems.push(...read.problems);
  }
  for (const { key, text } of exceptions.files) {
    const claim = exceptionClaim(text, key, observedAt);
    claims.push(...claim.evidence);
    problems.push(...claim.problems);
  }
  for (const { key, text } of specs.files) {
    const reading = readDocument(text, key);
    documents.push(declaredDocument(key, reading));
    problems.push(...reading.problems);
  }
  const contracts = partners.files.map(({ key, text }) => ({ key, ...readPartners(text, key) }));
  return {
    claims: [...claims, ...contracts.flatMap((one) => contractClaims(one.partners, one.key, observedAt))],
    documents,
    partners: contracts.flatMap((one) => one.partners),
    problems: [
      ...[workshop, exceptions, specs, partners].flatMap((one) => one.problems),
      ...problems,
      ...contracts.flatMap((one) => one.problems),
    ],
  };
};
