import { expect, test } from '@jest/globals';
import { basesOf } from '../../../../../core/inventory/importers/wso2/api.ts';

const at = (value: unknown) => ({ value, path: [], proofAt: () => 'api.yaml' });

test.each([
  [{ context: '/pay', version: '1.0' }, ['/pay/1.0']],
  [{ context: '/pay/', version: '1.0' }, ['/pay/1.0']],
  [{ context: '/pay/1.0', version: '1.0' }, ['/pay/1.0']],
  [{ context: '/{version}/pay', version: 'v2' }, ['/v2/pay']],
  [{ context: '/pay/1.0', contextTemplate: '/pay/{version}', version: '1.0' }, ['/pay/1.0']],
  [{ context: '/pay', version: '1.0', isDefaultVersion: true }, ['/pay/1.0', '/pay']],
  [{ context: '/{version}/pay', version: 'v2', isDefaultVersion: true }, ['/v2/pay', '/pay']],
  [{ context: '/pay' }, ['/pay']],
])('%j is served at %j', (api, bases) => {
  expect(basesOf(at(api))).toEqual(bases);
});
