import type { ApiId } from '../../../core/identifiers.ts';
import type { ApiRecord } from '../../../core/inventory/api-record.ts';
import type { CatalogueAlias } from '../../../core/inventory/catalogue-alias.ts';
import type { HistoryEntry } from '../../../core/inventory/catalogue-history.ts';
import type { ApiResults, Catalogue } from '../../../core/ports.ts';

export const memoryCatalogue = (records: readonly ApiRecord[] = []): Catalogue => {
  const byId = new Map(records.map((record) => [record.apiId, record]));
  const aliases = new Map<ApiId, CatalogueAlias>();
  const histories = new Map<string, HistoryEntry>();
  const results = new Map<ApiId, ApiResults>();
  const merge = (apiId: ApiId, part: ApiResults) => results.set(apiId, { ...results.get(apiId), ...part });
  return {
    async put(record) {
      byId.set(record.apiId, record);
      aliases.delete(record.apiId);
    },
    get: async (apiId) => byId.get(aliases.get(apiId)?.to ?? apiId),
    list: async () => [...byId.values()].sort((a, b) => (a.name.value < b.name.value ? -1 : 1)),
    async putAlias(alias) {
      byId.delete(alias.from);
      aliases.set(alias.from, alias);
    },
    aliases: async () => [...aliases.values()],
    putHistory: async (entry) => void histories.set(`${entry.apiId} ${entry.cycleId}`, entry),
    history: async (apiId) =>
      [...histories.values()]
        .filter((entry) => entry.apiId === apiId)
        .sort((a, b) => (a.cycleId < b.cycleId ? 1 : -1)),
    putDocumentation: async (documentation) => void merge(documentation.apiId, { documentation }),
    putAssessment: async (assessment) => void merge(assessment.apiId, { assessment }),
    putTriage: async (triage) => void merge(triage.apiId, { triage }),
    results: async (apiId) => results.get(apiId) ?? {},
  };
};
