import type { MigrationId } from '../identifiers.ts';
import { sha256 } from './json.ts';
import type { BasePath } from './ports.ts';

/** Where a migration's documents lie in the evidence bucket. */
export const keysOf = (migrationId: MigrationId) => {
  const at = (name: string) => `migrations/${migrationId}/${name}.json`;
  return {
    snapshot: at('snapshot'),
    import: at('import'),
    models: at('models'),
    report: at('report'),
    plan: at('plan'),
    probePlan: at('probe-plan'),
    readBack: at('read-back'),
    probesBefore: at('probes-before'),
    probesDark: at('probes-dark'),
    probesAfter: at('probes-after'),
  };
};

/**
 * Base path under which the target is probed before it has any traffic: with the default endpoint off, a mapping is
 * the only way in. The same for every attempt of one migration, so that a repeated step finds its own.
 */
export const darkBasePath = (at: BasePath, migrationId: MigrationId): BasePath => {
  const suffix = `dark-${sha256(migrationId).slice(0, 8)}`;
  return {
    domainName: at.domainName,
    basePath: at.basePath === '(none)' ? suffix : `${at.basePath}-${suffix}`,
  };
};

/** `https://domain/base` without a slash at the end. */
export const baseUrlOf = ({ domainName, basePath }: BasePath): string =>
  `https://${domainName}${basePath === '(none)' ? '' : `/${basePath}`}`;
