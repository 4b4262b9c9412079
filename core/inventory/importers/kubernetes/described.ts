import { textOf } from '../../../documentation/mapping.ts';
import type { EnvironmentName } from '../../evidence.ts';
import type { ImportedApi } from '../importer.ts';
import type { Manifest } from './manifests.ts';

const environmentNames: Readonly<Record<string, EnvironmentName>> = {
  production: 'production',
  prod: 'production',
  prd: 'production',
  live: 'production',
  staging: 'staging',
  stage: 'staging',
  preprod: 'staging',
  uat: 'staging',
  test: 'test',
  qa: 'test',
  development: 'development',
  dev: 'development',
};

const named = (manifest: Manifest, names: readonly string[]): string =>
  names
    .map((name) => textOf(manifest.annotations[name]) || textOf(manifest.labels[name]))
    .find((value) => value !== '') ?? '';

/** What teams write beside an object about its API. No field of Kubernetes is for it; these labels are customary. */
export const describedBy = (
  manifest: Manifest,
): Pick<ImportedApi, 'name' | 'locator' | 'version' | 'owner' | 'environment'> => {
  const owner = named(manifest, ['owner', 'team', 'app.kubernetes.io/owner', 'contact', 'squad']);
  const environment =
    environmentNames[named(manifest, ['environment', 'env', 'stage', 'tier']).toLowerCase()];
  const version = named(manifest, ['app.kubernetes.io/version']);
  return {
    name: manifest.name,
    locator: manifest.proofAt(['metadata', 'name']),
    ...(version ? { version } : {}),
    ...(owner ? { owner } : {}),
    ...(environment ? { environment } : {}),
  };
};
