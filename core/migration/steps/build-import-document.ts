import { DocumentNotFound } from '../../ports.ts';
import { conversionReport, convert } from '../convert/convert.ts';
import { maxDocumentBytes, parseOpenApi, UnreadableDocument } from '../convert/parse.ts';
import { segmentsOf, variableOf } from '../convert/paths.ts';
import { serverPrefix } from '../convert/server-prefix.ts';
import { authorizerUri } from '../harden/authorizer-uri.ts';
import { backendOf } from '../harden/backend.ts';
import { defaultModels, harden } from '../harden/harden.ts';
import { canonicalPretty, type JsonObject } from '../json.ts';
import { keysOf } from '../keys.ts';
import { probeRoutes } from '../probes/routes.ts';
import type { Snapshot } from '../snapshot.ts';
import { forward, type MigrationPorts, type StepInput } from './step.ts';

type Ports = Pick<MigrationPorts, 'migrations' | 'documents' | 'intake' | 'policy' | 'site' | 'clock'>;

/** Routes are compared by their shape: the conversion may have renamed variables and cut slashes. */
const shape = (path: string): string =>
  segmentsOf(path)
    .map((part) => (variableOf(part) === undefined ? part : '{}'))
    .join('/');

const modelByRoute = (document: JsonObject, models: Readonly<Record<string, JsonObject>>, prefix: string) => {
  const byRoute = new Map(
    defaultModels(document).map(({ method, path, model }) => [`${method} ${shape(path)}`, models[model]]),
  );
  return (method: string, path: string) => byRoute.get(`${method} ${shape(prefix + path)}`);
};

/** Converts the owner's document and hardens it; refuses with the report's blockers when that cannot be done whole. */
export const buildImportDocument = (input: StepInput, ports: Ports) =>
  forward('BuildImportDocument', input, ports, async ({ migrationId }) => {
    const { documents, intake, policy, site } = ports;
    const keys = keysOf(migrationId);
    const snapshot = await documents.getJson<Snapshot>(keys.snapshot);
    const { documentKey } = snapshot.record;
    if (!documentKey) return { outcome: 'REFUSED', reason: 'The owner has handed in no OpenAPI document.' };
    let source: JsonObject;
    try {
      source = parseOpenApi(await intake.getText(documentKey, maxDocumentBytes));
    } catch (error) {
      if (error instanceof UnreadableDocument)
        return { outcome: 'REFUSED', reason: `${documentKey}: ${error.message} ${error.fix}` };
      if (error instanceof DocumentNotFound)
        return { outcome: 'REFUSED', reason: `${documentKey} is no longer there.` };
      throw error;
    }
    const operations = snapshot.api.draft.known ? snapshot.api.draft.value : [];
    const prefix = serverPrefix(source, snapshot.at);
    const hardened = harden(convert(source, prefix), policy, {
      authorizerUri: authorizerUri(snapshot.api.region, site.authorizerArn),
      ...(site.authorizerRoleArn ? { authorizerCredentials: site.authorizerRoleArn } : {}),
      backend: backendOf(operations, policy.integration.plainHttpOnLoopback),
    });
    const report = conversionReport(hardened);
    await documents.putJson(keys.report, report);
    if (!report.convertible) {
      const [first, ...others] = report.blocked;
      return {
        outcome: 'REFUSED',
        reason: `${first?.rule} ${first?.pointer}: ${first?.reason}${others.length ? ` (and ${others.length} more, see the report)` : ''}`,
      };
    }
    await documents.put(keys.import, canonicalPretty(hardened.document), 'application/json');
    await documents.put(keys.models, canonicalPretty(hardened.models), 'application/json');
    const routes = probeRoutes(
      source,
      modelByRoute(hardened.document, hardened.models, prefix),
      prefix,
      migrationId,
    );
    await documents.putJson(keys.probePlan, routes);
    const { counts } = report;
    return {
      outcome: 'DONE',
      detail: `${counts.operations} operations, ${counts.models} models, ${counts.transformations} changes, ${counts.gaps} gaps`,
    };
  });
