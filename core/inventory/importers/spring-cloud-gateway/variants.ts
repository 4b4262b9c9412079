import type { InputProblem } from '../../../input-problem.ts';
import { type ConfigNode, hasAt, itemsAt, nodeAt, textAt } from '../config-node.ts';
import { documentPlace } from '../document-place.ts';
import { encodingProblem } from '../import-file.ts';
import type { ImportContext, ImportFile } from '../importer.ts';
import { takeSecretsOf } from '../tree-secrets.ts';
import { readYamlDocuments } from '../yaml-documents.ts';
import { expanded, readProperties } from './properties.ts';

/** One way in which an application can be started: without a profile, or with one. */
export interface Variant {
  /** Empty for none. */
  readonly profile: string;
  /** Documents that hold, the strongest first. */
  readonly layers: readonly ConfigNode[];
}

interface Layer {
  readonly folder: string;
  readonly profiles: readonly string[];
  readonly node: ConfigNode;
}

/** The strongest document that has the property decides, also over lists as a whole. */
export const settingAt = ({ layers }: Variant, ...names: readonly string[]): ConfigNode | undefined =>
  layers.map((layer) => nodeAt(layer, ...names)).find((node) => hasAt(node));

export const settingText = (variant: Variant, ...names: readonly string[]): string => {
  const node = settingAt(variant, ...names);
  return node ? resolved(textAt(node), variant) : '';
};

const maxPlaceholders = 20;
/** Each profile reads all routes anew; no application has more. */
const maxProfiles = 50;

/** `${name}` and `${name:default}` from the same files; what they do not hold stays as it is written. */
export const resolved = (text: string, variant: Variant): string => {
  let result = text;
  for (let round = 0; round < maxPlaceholders && result.includes('${'); round++) {
    const next = result.replace(
      /\$\{([^{}:]+)(?::([^{}]*))?\}/,
      (whole, name: string, otherwise?: string) => {
        const node = settingAt(variant, ...name.split('.'));
        const value = node ? textAt(node) : '';
        return (value && value !== whole ? value : otherwise) ?? `\u0000${name}\u0001`;
      },
    );
    if (next === result) break;
    result = next;
  }
  return result.replaceAll('\u0000', '${').replaceAll('\u0001', '}');
};

export const isResolved = (text: string): boolean => !/\$\{|#\{|@[\w.-]+@/.test(text);

const profilesOf = (file: string, node: ConfigNode): readonly string[] => {
  const [, ofFile] = /(?:application|bootstrap)-([\w-]+)\.(?:ya?ml|properties)$/.exec(file) ?? [];
  const written = [
    nodeAt(node, 'spring', 'config', 'activate', 'on-profile'),
    nodeAt(node, 'spring', 'profiles'),
  ].find((one) => textAt(one) !== '' || itemsAt(one).length > 0);
  const listed = written ? [textAt(written), ...itemsAt(written).map((one) => textAt(one))] : [];
  return [
    ...(ofFile ? [ofFile] : []),
    ...listed.flatMap((one) => one.split(',')).map((one) => one.trim()),
  ].filter(Boolean);
};

const folderOf = (file: string): string => file.slice(0, Math.max(0, file.lastIndexOf('/')));

const readLayers = (file: ImportFile, context: ImportContext, problems: InputProblem[]): readonly Layer[] => {
  const layer = (value: unknown, proofAt: ConfigNode['proofAt']): Layer => {
    const node: ConfigNode = { value, path: [], proofAt };
    return { folder: folderOf(file.name), profiles: profilesOf(file.name, node), node };
  };
  if (/\.properties$/i.test(file.name)) {
    const unreadable = encodingProblem(file);
    if (unreadable) problems.push(unreadable);
    if (unreadable) return [];
    return readProperties(file.text()).map(({ value, lines }) => {
      takeSecretsOf(value, context);
      return layer(value, (path) => {
        const name = path.reduce<string>(
          (text, step) => (typeof step === 'number' ? `${text}[${step}]` : text ? `${text}.${step}` : step),
          '',
        );
        const line = lines.get(name) ?? [...lines].find(([key]) => key.startsWith(name))?.[1] ?? 1;
        return `${file.name}:${line}`;
      });
    });
  }
  const reading = readYamlDocuments(file);
  problems.push(...reading.problems);
  return reading.documents.map((document) => {
    takeSecretsOf(document.value, context);
    return layer(expanded(document.value), documentPlace(file.name, document));
  });
};

/** Every application in the files, one a folder, in every way in which its files let it start. */
export const readVariants = (
  files: readonly ImportFile[],
  context: ImportContext,
): {
  readonly variants: readonly Variant[];
  readonly lists: readonly ConfigNode[];
  readonly problems: readonly InputProblem[];
} => {
  const problems: InputProblem[] = [];
  const layers = files.flatMap((file) => readLayers(file, context, problems));
  // An answer of the actuator is a list, no configuration.
  const lists = layers.filter(({ node }) => Array.isArray(node.value)).map(({ node }) => node);
  const documents = layers.filter(({ node }) => !Array.isArray(node.value));
  const variants = [...new Set(documents.map(({ folder }) => folder))].flatMap((folder) => {
    const own = documents.filter((one) => one.folder === folder);
    const profiles = [...new Set(own.flatMap((one) => one.profiles))].slice(0, maxProfiles);
    // What is written later is stronger, and a profile is stronger than none.
    const strongestFirst = (profile: string): readonly ConfigNode[] =>
      [
        ...own.filter((one) => one.profiles.length === 0),
        ...own.filter((one) => profile !== '' && one.profiles.includes(profile)),
      ]
        .map(({ node }) => node)
        .reverse();
    return ['', ...profiles].map((profile): Variant => ({ profile, layers: strongestFirst(profile) }));
  });
  return { variants, lists, problems };
};
