import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ImportRefused, readDocument, resolveRef } from '../../../../local/front-door/import/document.ts';

const read = (text: string) => readDocument(Buffer.from(text), '111122223333', 'eu-west-1');

describe('readDocument', () => {
  test('takes JSON and YAML, 3.0 and 2.0', () => {
    expect(read('{"openapi":"3.0.3","info":{"title":"a"},"paths":{"/a":{}}}').info).toEqual({ title: 'a' });
    expect(read('openapi: 3.0.1\ninfo: {title: b}\npaths: {}').info).toEqual({ title: 'b' });
    expect(read('swagger: "2.0"\ndefinitions: {A: {type: object}}').schemas).toEqual({
      A: { type: 'object' },
    });
  });

  test.each([
    '',
    'nonsense',
    '{"openapi":"3.0.1"',
    '[]',
    '{"openapi":"3.1.0","paths":{}}',
    '{"openapi":"4.0.0"}',
    'a: &x [*x]',
  ])('refuses %p as AWS does', (text) => {
    expect(() => read(text)).toThrow(new ImportRefused('Invalid OpenAPI input.'));
  });

  test('refuses more than six megabytes', () => {
    expect(() => readDocument(Buffer.alloc(6 * 1024 * 1024 + 1, 32), '1', 'r')).toThrow(/6 MB/);
  });

  test('fills in the AWS variables', () => {
    const title = ['AWS::Partition', 'AWS::Region', 'AWS::AccountId'].map((name) => `$\{${name}}`).join(':');
    const document = read(JSON.stringify({ openapi: '3.0.1', info: { title } }));
    expect(document.info.title).toBe('aws:eu-west-1:111122223333');
  });

  test('throws nothing but its refusal, whatever it is fed', () => {
    const input = fc.oneof(
      fc.string(),
      fc.json(),
      fc.json().map((value) => `{"openapi":"3.0.1","paths":${value},"components":${value},"info":${value}}`),
    );
    fc.assert(
      fc.property(input, (text) => {
        try {
          read(text);
          return true;
        } catch (error) {
          return error instanceof ImportRefused;
        }
      }),
    );
  });
});

describe('resolveRef', () => {
  const document = read(
    '{"openapi":"3.0.1","components":{"schemas":{"A":{"type":"string"},"B":{"$ref":"#/components/schemas/A"},"C":{"$ref":"#/components/schemas/C"}}}}',
  );
  const ref = (target: string) => resolveRef(document, { $ref: target });

  test('follows references, and gives up on loops, strangers and remote ones', () => {
    expect(ref('#/components/schemas/B')).toEqual({ type: 'string' });
    expect(ref('#/components/schemas/C')).toBeUndefined();
    expect(ref('#/components/schemas/D')).toBeUndefined();
    expect(ref('https://example.org/schema.json')).toBeUndefined();
  });
});
