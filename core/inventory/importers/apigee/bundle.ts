import type { InputProblem } from '../../../input-problem.ts';
import { encodingProblem } from '../import-file.ts';
import type { ImportFile } from '../importer.ts';
import { childOf, childrenOf, readXml, textIn, type XmlElement } from '../xml.ts';

/** One XML file of a bundle. */
export interface BundleFile {
  readonly file: string;
  readonly root: XmlElement;
}

/** A bundle of an API proxy or of a shared flow. */
export interface ApigeeBundle {
  readonly name: string;
  readonly manifest?: BundleFile;
  readonly proxyEndpoints: readonly BundleFile[];
  readonly targetEndpoints: readonly BundleFile[];
  readonly sharedFlows: readonly BundleFile[];
  /** By the name under which steps name them. */
  readonly policies: ReadonlyMap<string, BundleFile>;
}

export interface Bundles {
  readonly bundles: readonly ApigeeBundle[];
  readonly problems: readonly InputProblem[];
}

const kinds = /^(.*?(?:^|\/)(?:apiproxy|sharedflowbundle))\//;
const parts = /(?:^|\/)(?:proxies|targets|policies|resources|sharedflows|manifests)\/.*$/;

/** The folder that a file's bundle lies in: `…/apiproxy`, or what stands before `proxies/` and its like. */
const bundleKey = (name: string): string => {
  const [, folder] = kinds.exec(name) ?? [];
  if (folder !== undefined) return folder;
  return parts.test(name) ? name.replace(parts, '') : name.replace(/\/?[^/]*$/, '');
};

export const isBundleXml = ({ name }: ImportFile): boolean =>
  /\.xml$/i.test(name) && !/(?:^|\/)resources\//.test(name);

export const nameOf = ({ root, file }: BundleFile): string =>
  root.attributes.name?.trim() || file.replace(/^.*\//, '').replace(/\.xml$/i, '');

const bundleOf = (key: string, files: readonly BundleFile[]): ApigeeBundle => {
  const of = (...names: readonly string[]) => files.filter(({ root }) => names.includes(root.name));
  const manifest = of('APIProxy', 'SharedFlowBundle')[0];
  const structure = [
    'APIProxy',
    'SharedFlowBundle',
    'ProxyEndpoint',
    'TargetEndpoint',
    'SharedFlow',
    'Manifest',
  ];
  return {
    name: manifest
      ? nameOf(manifest)
      : key
          .replace(/\/?(?:apiproxy|sharedflowbundle)$/, '')
          .replace(/^.*\//, '')
          .replace(/\.zip$/i, '') || 'Apigee proxy without a name',
    ...(manifest ? { manifest } : {}),
    proxyEndpoints: of('ProxyEndpoint'),
    targetEndpoints: of('TargetEndpoint'),
    sharedFlows: of('SharedFlow'),
    policies: new Map(
      files.filter(({ root }) => !structure.includes(root.name)).map((file) => [nameOf(file), file] as const),
    ),
  };
};

/** Sorts the files of one or several bundles by what their root elements say they are. */
export const readBundles = (files: readonly ImportFile[]): Bundles => {
  const problems: InputProblem[] = [];
  const read = files.filter(isBundleXml).flatMap((file): readonly BundleFile[] => {
    const unreadable = encodingProblem(file);
    if (unreadable) {
      problems.push(unreadable);
      return [];
    }
    const xml = readXml(file.text(), file.name);
    if (xml.ok) return [{ file: file.name, root: xml.root }];
    problems.push(xml.problem);
    return [];
  });
  const byBundle = Map.groupBy(read, ({ file }) => bundleKey(file));
  return { bundles: [...byBundle].map(([key, members]) => bundleOf(key, members)), problems };
};

/** Where an element stands, as `file:line`. */
export const placeOfElement = (file: string, element: XmlElement | undefined): string =>
  element?.line === undefined ? file : `${file}:${element.line}`;

/** One step of a flow, in the order in which it is written. */
export interface Step {
  readonly policy: string;
  readonly condition: string;
  readonly file: string;
  readonly line?: number;
}

export const stepsOf = (file: string, container: XmlElement | undefined): readonly Step[] =>
  childrenOf(container, 'Step').flatMap((step) => {
    const policy = textIn(step, 'Name');
    return policy
      ? [
          {
            policy,
            condition: textIn(step, 'Condition'),
            file,
            ...(step.line === undefined ? {} : { line: step.line }),
          },
        ]
      : [];
  });

/** `<PreFlow><Request>…`: the steps of one half of a flow. */
export const flowSteps = (
  file: string,
  flow: XmlElement | undefined,
  half: 'Request' | 'Response',
): readonly Step[] => stepsOf(file, childOf(flow, half));
