import { describe, expect, test } from '@jest/globals';
import { parse } from 'node-html-parser';
import { filled, formsOf } from '../../../local/demo-approver/form.ts';

const page = 'http://127.0.0.1:8000/reviews/EX-1?x=1';
const formOf = (inside: string, attributes = 'method="post" action="/go"') => {
  const [form] = formsOf(parse(`<main><form ${attributes}>${inside}</form></main>`), page);
  if (!form) throw new Error('There is no form.');
  return form;
};

describe('formsOf', () => {
  test('reads method and address as a browser does', () => {
    expect(formOf('', 'method="POST" action="decide"')).toMatchObject({
      method: 'POST',
      action: 'http://127.0.0.1:8000/reviews/decide',
    });
    expect(formOf('', '')).toMatchObject({ method: 'GET', action: page });
  });

  test('keeps what is sent untouched: hidden fields, texts, marked boxes, chosen options', () => {
    const { fields } = formOf(`
      <input type="hidden" name="token" value="a&amp;b">
      <input name="typed" value="t">
      <textarea name="why">because &lt;x&gt;</textarea>
      <input type="checkbox" name="box" checked><input type="checkbox" name="other">
      <input type="radio" name="choice" value="A"><input type="radio" name="choice" value="B" checked>
      <select name="list"><option value="1">One</option><option value="2" selected>Two</option></select>
      <select name="first"><option>Alpha</option><option>Beta</option></select>
      <input type="hidden" name="off" value="1" disabled><input type="hidden" value="nameless">
      <button name="go" value="1">Go</button>`);
    expect(fields).toEqual([
      { name: 'token', value: 'a&b' },
      { name: 'typed', value: 't' },
      { name: 'why', value: 'because <x>' },
      { name: 'box', value: 'on' },
      { name: 'choice', value: 'B' },
      { name: 'list', value: '2' },
      { name: 'first', value: 'Alpha' },
    ]);
  });

  test('offers buttons, radio buttons and options as choices, and texts to write into', () => {
    const form = formOf(`
      <button name="subject" value="rhea">Rhea</button><button type="button" name="no" value="1">No</button>
      <input type="radio" name="choice" value="APPROVE"><select name="s"><option value="x">X</option></select>
      <input type="submit" name="save" value="Save"><textarea name="rationale"></textarea><input type="file" name="f">`);
    expect(form.choices).toEqual([
      { name: 'subject', value: 'rhea' },
      { name: 'choice', value: 'APPROVE' },
      { name: 's', value: 'x' },
      { name: 'save', value: 'Save' },
    ]);
    expect(form.texts).toEqual(['rationale']);
  });
});

describe('filled', () => {
  test('sends the choice in place of what was marked, the texts, and what has to be ticked', () => {
    const form = formOf(`<input type="hidden" name="nonce" value="n">
      <input type="radio" name="choice" value="A" checked><input type="radio" name="choice" value="B">
      <textarea name="why">old</textarea><input type="checkbox" name="read" value="yes" required>`);
    const sent = filled(form, { name: 'choice', value: 'B' }, { why: 'new & good' });
    expect([...sent]).toEqual([
      ['nonce', 'n'],
      ['why', 'new & good'],
      ['choice', 'B'],
      ['read', 'yes'],
    ]);
  });

  test('sends a form that nobody touched as it is', () => {
    expect(
      String(filled(formOf('<input type="hidden" name="a" value="1"><button>Go</button>'), undefined)),
    ).toBe('a=1');
  });
});
