import { isMapping, listOf, mappingAt, textOf } from '../../../documentation/mapping.ts';
import type { InputProblem } from '../../../input-problem.ts';
import type { Tags } from '../../collectors/tag-facts.ts';
import { type ConfigNode, nodeAt, proofOf } from '../config-node.ts';
import { problemAt } from '../proof-problem.ts';
import type { AwsResource } from './estate.ts';

/** Tags as a mapping, or as a list of keys and values. */
export const resourceTags = (node: ConfigNode): Tags => {
  const { value } = nodeAt(node, 'tags');
  if (isMapping(value))
    return Object.fromEntries(Object.entries(value).map(([key, tag]) => [key, textOf(tag)]));
  return listOf(value).map((tag) => ({
    Key: textOf(mappingAt(tag).Key),
    Value: textOf(mappingAt(tag).Value),
  }));
};

export const apiProblem = ({ node }: AwsResource, message: string, fix: string): InputProblem =>
  problemAt(proofOf(node), message, fix);
