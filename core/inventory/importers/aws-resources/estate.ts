import { isMapping } from '../../../documentation/mapping.ts';
import { type ConfigNode, itemsAt, nodeAt } from '../config-node.ts';

/** One resource of AWS as an infrastructure tool describes it. */
export interface AwsResource {
  /** As CloudFormation calls it: `AWS::ApiGateway::RestApi`. */
  readonly kind: string;
  /** As the tool calls it. */
  readonly name: string;
  /** Its properties. Names are spelt as the tool spells them; look them up without regard to case and underscores. */
  readonly node: ConfigNode;
  /** What others refer to it by: ids, ARNs, logical names. */
  readonly keys: readonly string[];
  /** Other resources that a property names, by their keys. */
  readonly references: (...path: readonly string[]) => readonly string[];
}

export interface AwsEstate {
  readonly all: (...kinds: readonly string[]) => readonly AwsResource[];
  /** The resource that a property names. */
  readonly named: (
    from: AwsResource,
    property: readonly string[],
    ...kinds: readonly string[]
  ) => AwsResource | undefined;
  /** Resources of some kinds whose property names this one. */
  readonly naming: (
    to: AwsResource,
    property: readonly string[],
    ...kinds: readonly string[]
  ) => readonly AwsResource[];
}

export const awsEstate = (resources: readonly AwsResource[]): AwsEstate => {
  const byKind = Map.groupBy(resources, ({ kind }) => kind);
  const all = (...kinds: readonly string[]): readonly AwsResource[] =>
    kinds.flatMap((kind) => byKind.get(kind) ?? []);
  const byKey = new Map<string, AwsResource[]>();
  for (const resource of resources)
    for (const key of resource.keys) {
      const same = byKey.get(key);
      if (same) same.push(resource);
      else byKey.set(key, [resource]);
    }
  const targets = (from: AwsResource, property: readonly string[]): readonly AwsResource[] =>
    from.references(...property).flatMap((key) => byKey.get(key) ?? []);
  const naming = new Map<string, Map<AwsResource, AwsResource[]>>();
  const indexed = (
    property: readonly string[],
    kind: string,
  ): ReadonlyMap<AwsResource, readonly AwsResource[]> => {
    const id = `${kind} ${property.join('.')}`;
    const known = naming.get(id);
    if (known) return known;
    const index = new Map<AwsResource, AwsResource[]>();
    for (const from of all(kind))
      for (const to of new Set(targets(from, property))) {
        const same = index.get(to);
        if (same) same.push(from);
        else index.set(to, [from]);
      }
    naming.set(id, index);
    return index;
  };
  return {
    all,
    named: (from, property, ...kinds) => targets(from, property).find(({ kind }) => kinds.includes(kind)),
    naming: (to, property, ...kinds) => kinds.flatMap((kind) => indexed(property, kind).get(to) ?? []),
  };
};

/** A block: CloudFormation nests a mapping where Terraform keeps a list with one member. */
export const blockAt = (node: ConfigNode, ...names: readonly string[]): ConfigNode =>
  names.reduce((at, name) => {
    const inner = nodeAt(at, name);
    return Array.isArray(inner.value) ? (itemsAt(inner)[0] ?? { ...inner, value: undefined }) : inner;
  }, node);

/** Blocks that may repeat, be they a list or one mapping. */
export const blocksAt = (node: ConfigNode, name: string): readonly ConfigNode[] => {
  const inner = nodeAt(node, name);
  return isMapping(inner.value) ? [inner] : itemsAt(inner);
};
