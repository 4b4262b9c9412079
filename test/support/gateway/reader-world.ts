import { gatewayReader } from '../../../aws/api-gateway/gateway-reader.ts';
import { fixedClock } from '../memory/clock.ts';
import { countingQuota, recorded, testCredentials, wire } from './wire.ts';

export const account = '111122223333';
export const region = 'eu-central-1';
export const payments = 'GET /restapis/a1b2c3d4e5';
export const rates = 'GET /v2/apis/h1h2h3h4h5';

export const readerOf = (answers: Parameters<typeof wire>[0]) => {
  const network = wire(answers);
  const quota = countingQuota();
  const reader = gatewayReader(account, region, {
    quota,
    clock: fixedClock('2026-11-24T10:00:00.000Z'),
    credentials: testCredentials,
    requestHandler: network.requestHandler as never,
  });
  return { reader, quota, requests: network.requests };
};
export const everything = { ...recorded('payments'), ...recorded('rates') };
