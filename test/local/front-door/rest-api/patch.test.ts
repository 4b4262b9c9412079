import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { changedFields, patched } from '../../../../local/front-door/rest-api/patch.ts';

const replace = (path: string, value: string) => ({ op: 'replace', path, value });

describe('patched', () => {
  test('types what AWS sends as text', () => {
    const types = { booleans: ['disableExecuteApiEndpoint'], numbers: ['minimumCompressionSize'] };
    expect(
      patched(
        {},
        [replace('/disableExecuteApiEndpoint', 'true'), replace('/minimumCompressionSize', '10')],
        types,
      ),
    ).toEqual({ disableExecuteApiEndpoint: true, minimumCompressionSize: 10 });
    expect(patched({}, [replace('/minimumCompressionSize', '')], types)).toEqual({
      minimumCompressionSize: null,
    });
  });

  test('decodes pointers, so that a media type is one key', () => {
    const before = { requestModels: { 'text/plain': 'Empty' } };
    expect(
      patched(before, [{ op: 'add', path: '/requestModels/application~1json', value: 'Payment' }]),
    ).toEqual({
      requestModels: { 'text/plain': 'Empty', 'application/json': 'Payment' },
    });
  });

  test('adds to, removes from and replaces in lists', () => {
    const types = { lists: ['binaryMediaTypes', 'endpointConfiguration/types'] };
    const before = { binaryMediaTypes: ['a/b'], endpointConfiguration: { types: ['EDGE'] } };
    expect(
      patched(
        before,
        [
          { op: 'add', path: '/binaryMediaTypes/image~1png' },
          { op: 'remove', path: '/binaryMediaTypes/a~1b' },
          replace('/endpointConfiguration/types/EDGE', 'REGIONAL'),
        ],
        types,
      ),
    ).toEqual({ binaryMediaTypes: ['image/png'], endpointConfiguration: { types: ['REGIONAL'] } });
  });

  test('removes keys of a map and fields', () => {
    expect(patched({ variables: { a: '1', b: '2' } }, [{ op: 'remove', path: '/variables/a' }])).toEqual({
      variables: { b: '2' },
    });
    expect(patched({ policy: '{}' }, [{ op: 'remove', path: '/policy' }])).toEqual({ policy: null });
  });

  test('leaves the document alone that it was given', () => {
    const before = { a: { b: { c: '1' } }, list: ['x'] };
    patched(before, [replace('/a/b/c', '2'), { op: 'remove', path: '/list/x' }]);
    expect(before).toEqual({ a: { b: { c: '1' } }, list: ['x'] });
  });

  test('any name survives the escape and back', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z~/]{1,10}$/), (name) => {
        const path = `/variables/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
        expect(patched({ variables: {} }, [replace(path, 'x')])).toEqual({ variables: { [name]: 'x' } });
      }),
    );
  });
});

test('changedFields are those that differ', () => {
  expect(changedFields({ a: 1, b: { c: [1] } }, { a: 1, b: { c: [2] }, d: null })).toEqual({
    b: { c: [2] },
    d: null,
  });
});
