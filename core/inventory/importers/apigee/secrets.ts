import { isCredentialName, takeCredential } from '../credentials.ts';
import type { ImportContext, ImportFile } from '../importer.ts';
import { textOfMember } from '../member-text.ts';
import { takeFromText, takeSecret } from '../tree-secrets.ts';
import type { XmlElement } from '../xml.ts';
import type { ApigeeBundle } from './bundle.ts';

const take = (element: XmlElement, context: ImportContext, isSecret: boolean, depth: number): void => {
  const named = isCredentialName(element.attributes.name ?? '') || isCredentialName(element.name);
  const isHidden = isSecret || named || element.name === 'KeyValueMapOperations';
  if (isHidden) {
    takeCredential(element.text, context);
    takeSecret(element.text, context);
    if (element.name === 'Value') context.secret(element.text);
  }
  takeFromText(element.text, context);
  for (const value of Object.values(element.attributes)) takeFromText(value, context);
  if (depth < 100) for (const child of element.children) take(child, context, isHidden, depth + 1);
};

/** `var apiSecret = 'value'` in scripts and property files. */
const assigned =
  /(\w{0,40}(?:secret|password|passwd|token|apikey|api_key|private_?key)\w{0,20})["']?\s{0,5}[:=]\s{0,5}["']?([^\s"';,]{8,512})/gi;

/** Takes what policies have in clear: headers for backends, entries of key value maps, keys; and what scripts assign. */
export const takeApigeeSecrets = (
  bundles: readonly ApigeeBundle[],
  files: readonly ImportFile[],
  context: ImportContext,
): void => {
  for (const bundle of bundles)
    for (const { root } of [...bundle.policies.values(), ...bundle.targetEndpoints, ...bundle.proxyEndpoints])
      take(root, context, false, 0);
  for (const file of files.filter(({ name }) => /\.(?:js|py|json|properties|ya?ml)$/i.test(name))) {
    const text = textOfMember(file) ?? '';
    takeFromText(text, context);
    for (const [, , value] of text.matchAll(assigned)) takeSecret(value, context);
  }
};
