import type { ApiId } from '../../../core/identifiers.ts';
import type { ApiRecord } from '../../../core/inventory/api-record.ts';
import type { ApiResults, Catalogue } from '../../../core/ports.ts';

export const memoryCatalogue = (records: readonly ApiRecord[] = []): Catalogue => {
  const byId = new Map(records.map((record) => [record.apiId, record]));
  const results = new Map<ApiId, ApiResults>();
  const merge = (apiId: ApiId, part: ApiResults) => results.set(apiId, { ...results.get(apiId), ...part });
  return {
    put: async (record) => void byId.set(record.apiId, record),
    get: async (apiId) => byId.get(apiId),
    list: async () => [...byId.values()].sort((a, b) => (a.name.value < b.name.value ? -1 : 1)),
    putDocumentation: async (documentation) => void merge(documentation.apiId, { documentation }),
    putAssessment: async (assessment) => void merge(assessment.apiId, { assessment }),
    putTriage: async (triage) => void merge(triage.apiId, { triage }),
    results: async (apiId) => results.get(apiId) ?? {},
  };
};
