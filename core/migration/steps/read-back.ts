import type { JsonObject } from '../json.ts';
import { keysOf } from '../keys.ts';
import { readBackProblems } from '../read-back.ts';
import { forward, type MigrationPorts, type StepInput } from './step.ts';
import { targetOf } from './target.ts';

/** Reads what the import made and compares it with what it should have made. */
export const readBack = (
  input: StepInput,
  ports: Pick<MigrationPorts, 'migrations' | 'documents' | 'reader' | 'writer' | 'clock'>,
) =>
  forward('ReadBack', input, ports, async (migration) => {
    const { documents, reader, writer } = ports;
    const keys = keysOf(migration.migrationId);
    const { gatewayId } = targetOf(migration);
    const document = await documents.getJson<JsonObject>(keys.import);
    const models = await documents.getJson<Record<string, JsonObject>>(keys.models);
    const api = await reader.readRestApi(gatewayId);
    const imported = await writer.models(gatewayId);
    const problems = readBackProblems(document, models, api, imported);
    await documents.putJson(keys.readBack, { problems, api, models: imported });
    if (problems.length)
      return {
        outcome: 'FAILED',
        reason: `${problems.length} differences: ${problems.slice(0, 5).join('; ')}`,
      };
    return {
      outcome: 'DONE',
      detail: 'routes, authorizer, validators, models and integrations are as planned',
    };
  });
