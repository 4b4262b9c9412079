import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseDocument } from 'yaml';
import {
  expandShortForms,
  namesIn,
} from '../../../../../core/inventory/importers/cloudformation/intrinsics.ts';

const read = (text: string): unknown => {
  const document = parseDocument(text, { logLevel: 'silent' });
  expandShortForms(document);
  return document.toJS();
};

describe('short forms', () => {
  test.each([
    ['!Ref Api', { Ref: 'Api' }],
    ['!Condition IsProd', { Condition: 'IsProd' }],
    ['!GetAtt Api.RootResourceId', { 'Fn::GetAtt': ['Api', 'RootResourceId'] }],
    ['!GetAtt Db.Endpoint.Address', { 'Fn::GetAtt': ['Db', 'Endpoint.Address'] }],
    ['!GetAtt [Api, Arn]', { 'Fn::GetAtt': ['Api', 'Arn'] }],
    ['!Sub plain', { 'Fn::Sub': 'plain' }],
    ['!Sub [plain, { A: !Ref B }]', { 'Fn::Sub': ['plain', { A: { Ref: 'B' } }] }],
    [
      '!Join ["/", [!Ref A, !GetAtt B.Arn]]',
      { 'Fn::Join': ['/', [{ Ref: 'A' }, { 'Fn::GetAtt': ['B', 'Arn'] }]] },
    ],
    ['!If [C, !Ref A, !Ref "AWS::NoValue"]', { 'Fn::If': ['C', { Ref: 'A' }, { Ref: 'AWS::NoValue' }] }],
    ['!FindInMap [M, !Ref "AWS::Region", x]', { 'Fn::FindInMap': ['M', { Ref: 'AWS::Region' }, 'x'] }],
    [
      '!Transform { Name: AWS::Include, Parameters: { Location: s3://a/b } }',
      {
        'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location: 's3://a/b' } },
      },
    ],
    ['!Base64\n  Fn::Sub: x', { 'Fn::Base64': { 'Fn::Sub': 'x' } }],
    ['!Ours value', 'value'],
    ['plain', 'plain'],
  ])('%s', (text, value) => {
    expect(read(text)).toEqual(value);
  });

  test('a line is found behind a short form', () => {
    const document = parseDocument('a: 1\nb:\n  c: !Sub\n    - x\n    - { D: 1 }\n');
    expandShortForms(document);
    expect(document.getIn(['b', 'c', 'Fn::Sub', 1, 'D'])).toBe(1);
  });
});

describe('names that a value refers to', () => {
  test.each([
    [{ Ref: 'A' }, ['A']],
    [{ 'Fn::GetAtt': ['A', 'Arn'] }, ['A']],
    [{ 'Fn::GetAtt': 'A.Arn' }, ['A']],
    [{ 'Fn::Sub': 'x/_{A}/_{B.Arn}/_{AWS::Region}/_{!Literal}'.replaceAll('_', '$') }, ['A', 'B']],
    [{ 'Fn::Join': ['', ['integrations/', { Ref: 'I' }]] }, ['I']],
    ['text', []],
    [null, []],
  ])('%j', (value, names) => {
    expect(namesIn(value)).toEqual(names);
  });

  test('of anything, without end or error', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), (value) => {
        expect(Array.isArray(namesIn(value))).toBe(true);
      }),
    );
  });
});
