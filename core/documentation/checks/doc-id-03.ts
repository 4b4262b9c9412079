import { mappingAt, textOf } from '../mapping.ts';
import type { DocumentationCheck } from './documentation-check.ts';

export const docId03: DocumentationCheck = {
  id: 'DOC-ID-03',
  title: 'The API names whom to ask',
  dimension: 'identity',
  weight: 3,
  equivalents: ['Spectral info-contact', 'Redocly info-contact', 'Italia has-contact'],
  fix: 'Give the contact a mail address or a URL.',
  nodes: ({ document }) => {
    const contact = mappingAt(document, 'info', 'contact');
    const reachable =
      /^\S+@\S+\.\S+$/.test(textOf(contact.email)) || /^https?:\/\/\S+$/.test(textOf(contact.url));
    return [{ pointer: '/info/contact', passed: reachable }];
  },
};
