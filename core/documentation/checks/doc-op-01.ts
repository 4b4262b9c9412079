import { textOf } from '../mapping.ts';
import type { DocumentationCheck } from './documentation-check.ts';

export const docOp01: DocumentationCheck = {
  id: 'DOC-OP-01',
  title: 'Operations have unique ids that are safe in URLs',
  dimension: 'operations',
  weight: 3,
  equivalents: [
    'Spectral operation-operationId',
    'Spectral operation-operationId-unique',
    'Redocly operation-operationId-url-safe',
  ],
  fix: 'Give every operation its own operationId of letters, digits, dashes and underscores.',
  nodes: ({ operations }) => {
    const uses = new Map<string, number>();
    for (const { value } of operations) {
      const id = textOf(value.operationId);
      uses.set(id, (uses.get(id) ?? 0) + 1);
    }
    return operations.map(({ pointer, value }) => {
      const id = textOf(value.operationId);
      return { pointer, passed: /^[A-Za-z0-9._~-]+$/.test(id) && uses.get(id) === 1 };
    });
  },
};
