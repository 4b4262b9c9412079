import { type Entry, wildcard } from './entry.ts';
import { isGlued, joinPath, unglued } from './segments.ts';
import { isVersion, type TokenType, tokenOf } from './token.ts';
import { wordsOf } from './vocabulary.ts';

export interface InferredParameter {
  readonly name: string;
  /** As a schema of OpenAPI has it. */
  readonly type: 'integer' | 'number' | 'string';
  readonly format?: 'uuid' | 'date' | 'date-time' | 'email';
  /** Forms of the values; `word` for those that only their siblings gave away. */
  readonly forms: readonly (TokenType | 'word')[];
}

const singularOf = (word: string): string => {
  if (/(?:ss|us|is)$/.test(word)) return word;
  return word
    .replace(/ies$/, 'y')
    .replace(/(ss|x|z|ch|sh)es$/, '$1')
    .replace(/s$/, '');
};

/** `bank-accounts` → `bankAccount`; `Payees` → `payee`. */
const stemOf = (segment: string): string => {
  const words = wordsOf(segment);
  return words
    .map((word, index) => {
      const own = index === words.length - 1 ? singularOf(word) : word;
      return index === 0 ? own : `${own[0]?.toUpperCase()}${own.slice(1)}`;
    })
    .join('');
};

const byForm: Readonly<Partial<Record<TokenType | 'word', string>>> = {
  date: 'date',
  'date-time': 'dateTime',
  email: 'email',
  iban: 'iban',
  isin: 'isin',
  phone: 'phoneNumber',
};

const nameOf = (parts: readonly string[], at: number, forms: readonly (TokenType | 'word')[]): string => {
  const own = forms.length === 1 && forms[0] ? byForm[forms[0]] : undefined;
  if (own) return own;
  const parent = parts[at - 1];
  if (parent === undefined || parent === wildcard || isGlued(parent) || isVersion(parent)) return 'id';
  const stem = stemOf(unglued(parent));
  return stem === '' || stem === 'api' ? 'id' : `${stem}Id`;
};

const formsAt = (entries: readonly Entry[], at: number): readonly (TokenType | 'word')[] => {
  const forms = new Set<TokenType | 'word'>();
  for (const entry of entries) {
    const part = entry.parts[at] ?? '';
    if (part !== wildcard) forms.add(tokenOf(part) ?? 'word');
    else for (const type of entry.types[at] ?? []) forms.add(type);
  }
  return [...forms].sort();
};

const schemaOf = (forms: readonly (TokenType | 'word')[]): Pick<InferredParameter, 'type' | 'format'> => {
  if (forms.length > 0 && forms.every((form) => form === 'integer' || form === 'card'))
    return { type: forms.includes('card') ? 'string' : 'integer' };
  const only = forms.length === 1 ? forms[0] : undefined;
  return only === 'uuid' || only === 'date' || only === 'date-time' || only === 'email'
    ? { type: 'string', format: only }
    : { type: 'string' };
};

/** `/accounts/{}/cards/{}` → `/accounts/{accountId}/cards/{cardId}`, and what is known of the parameters. */
export const named = (
  parts: readonly string[],
  entries: readonly Entry[],
): { readonly template: string; readonly parameters: readonly InferredParameter[] } => {
  const taken = new Set<string>();
  const parameters: InferredParameter[] = [];
  const out = parts.map((part, at) => {
    if (!part.includes(wildcard)) return part;
    const forms = part === wildcard ? formsAt(entries, at) : [];
    const base = nameOf(parts, at, forms);
    let name = base;
    for (let n = 2; taken.has(name); n++) name = `${base}${n}`;
    taken.add(name);
    parameters.push({ name, ...schemaOf(forms), forms });
    return part.replace(wildcard, `{${name}}`);
  });
  return { template: joinPath(out), parameters };
};
