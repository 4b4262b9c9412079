import type { DocumentationCheck } from './documentation-check.ts';

export const docOp05: DocumentationCheck = {
  id: 'DOC-OP-05',
  title: 'Every parameter is described',
  dimension: 'operations',
  weight: 4,
  equivalents: ['Redocly parameter-description', 'Spectral oas3-parameter-description'],
  fix: 'Say of every parameter what it means and which values it takes.',
  // A parameter of a path item stands in every operation below it and is judged once.
  nodes: ({ operations }) => {
    const byPointer = new Map(
      operations
        .flatMap((operation) => operation.parameters)
        .map(({ pointer, description }) => [pointer, { pointer, passed: description !== '' }]),
    );
    return [...byPointer.values()];
  },
};
