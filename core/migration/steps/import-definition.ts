import { defaultModels } from '../harden/harden.ts';
import { canonicalJson, type JsonObject } from '../json.ts';
import { keysOf } from '../keys.ts';
import { forward, type MigrationPorts, type StepInput } from './step.ts';
import { targetOf } from './target.ts';

/**
 * Overwrites the target with the import document, then its models with the exact ones, then lets them hold for every
 * Content-Type. Not atomic on AWS, but repeating it ends the same; the target is closed all the while.
 */
export const importDefinition = (
  input: StepInput,
  ports: Pick<MigrationPorts, 'migrations' | 'documents' | 'writer' | 'clock'>,
) =>
  forward('ImportDefinition', input, ports, async (migration) => {
    const { documents, writer } = ports;
    const keys = keysOf(migration.migrationId);
    const { gatewayId } = targetOf(migration);
    const body = await documents.get(keys.import);
    const imported = await writer.putDefinition(gatewayId, body);
    if (!imported.accepted)
      return { outcome: 'FAILED', reason: `API Gateway refused the import: ${imported.message}` };
    const exact = await documents.getJson<Record<string, JsonObject>>(keys.models);
    const validated = defaultModels(JSON.parse(body) as JsonObject);
    const stored = await writer.models(gatewayId);
    let updated = 0;
    for (const model of [...new Set(validated.map((each) => each.model))].sort()) {
      const wanted = exact[model];
      if (!wanted || canonicalJson(stored[model] ?? null) === canonicalJson(wanted)) continue;
      await writer.updateModel(gatewayId, model, wanted);
      updated += 1;
    }
    await writer.setDefaultModels(gatewayId, validated);
    return {
      outcome: 'DONE',
      detail: `imported without a warning, ${updated} models made exact, ${validated.length} hold for every content type`,
    };
  });
