import type { GatewayReader } from '../../core/ports.ts';
import { setting } from '../settings.ts';
import { gatewayReader } from './gateway-reader.ts';

/**
 * Reader of the account and Region that the migration itself runs in, as its machine's ARN names them. A reader keeps
 * what it read of the domains; a migration changes them, so each API is read by a fresh one.
 */
export const ownGatewayReader = (): GatewayReader => {
  const [, , , region = '', account = ''] = setting('MIGRATION_MACHINE_ARN').split(':');
  return {
    ...gatewayReader(account, region),
    readRestApi: (id) => gatewayReader(account, region).readRestApi(id),
  };
};
