import { isMapping, listOf, mappingAt, textOf } from '../../../documentation/mapping.ts';
import { takeForm, takeTree } from '../credentials.ts';
import { readHttpMessage } from '../http-message.ts';
import type { ImportContext } from '../importer.ts';
import type { ReachedRequest } from '../reached.ts';
import { childOf, childrenOf, textIn, type XmlElement } from '../xml.ts';

const maxNodes = 200_000;
const maxDepth = 200;

const numberOf = (value: unknown): number | undefined => {
  const number = Number(typeof value === 'string' || typeof value === 'number' ? value : Number.NaN);
  return Number.isInteger(number) && number > 0 ? number : undefined;
};

/**
 * Requests of a sites tree: `[{node, url, method, statusCode, data, children}]`. Nodes in between have a URL and
 * no status, because nobody asked for them; they are places on the way, not endpoints.
 */
export const treeRequests = (
  tree: unknown,
  file: string,
  context: ImportContext,
): readonly ReachedRequest[] => {
  const requests: ReachedRequest[] = [];
  const todo = listOf(tree).map((node, index) => ({ node, at: `/${index}`, depth: 0 }));
  for (let count = 0, next = todo.pop(); next && count < maxNodes; count++, next = todo.pop()) {
    const { node, at, depth } = next;
    if (!isMapping(node) || depth > maxDepth) continue;
    const status = numberOf(node.statusCode);
    const children = listOf(node.children);
    takeForm(textOf(node.data), context);
    if (status !== undefined || (children.length === 0 && textOf(node.url) !== ''))
      requests.push({
        method: textOf(node.method) || 'GET',
        url: textOf(node.url),
        ...(status === undefined ? {} : { status }),
        pointer: `${file}#${at}`,
      });
    todo.push(
      ...children.map((child, index) => ({ node: child, at: `${at}/children/${index}`, depth: depth + 1 })),
    );
  }
  return requests.toReversed();
};

/** Paths that the scanner made up: what it appends to see how the server behaves. */
const isPayload = (url: string): boolean =>
  /[<>"'`|\\^]|%(?:3c|3e|22|27|60|00|0a|0d|2e%2e|5c|7c)|\.\.|\/(?:WEB-INF|etc)\/|\$\{|;(?:cat|sleep|get-help)/i.test(
    url.replace(/[?#].*$/s, ''),
  );

/** One place of a finding, from JSON or XML. */
interface Instance {
  readonly uri: string;
  readonly method: string;
  readonly param: string;
  readonly found: readonly string[];
  readonly requestHeader: string;
  readonly requestBody: string;
  readonly responseHeader: string;
  readonly pointer: string;
}

/**
 * The request behind an instance. The plain report has no status: that an alert was raised shows that something
 * answered. The one with requests and responses has it.
 */
const instanceRequest = (instance: Instance, context: ImportContext): readonly ReachedRequest[] => {
  takeTree({ [instance.param]: instance.found }, context);
  if (instance.requestHeader)
    readHttpMessage(`${instance.requestHeader}\r\n\r\n${instance.requestBody}`, context);
  const { status } = instance.responseHeader
    ? readHttpMessage(`${instance.responseHeader}\r\n\r\n`, context)
    : {};
  if (isPayload(instance.uri)) return [];
  const { uri: url, pointer } = instance;
  return [{ method: instance.method || 'ANY', url, ...(status === undefined ? {} : { status }), pointer }];
};

/** `site[].alerts[].instances[]` of the traditional JSON report. */
export const reportRequests = (
  report: unknown,
  file: string,
  context: ImportContext,
): readonly ReachedRequest[] =>
  listOf(mappingAt(report).site).flatMap((site, s) =>
    listOf(mappingAt(site).alerts).flatMap((alert, a) =>
      listOf(mappingAt(alert).instances)
        .filter(isMapping)
        .flatMap((instance, i) =>
          instanceRequest(
            {
              uri: textOf(instance.uri),
              method: textOf(instance.method),
              param: textOf(instance.param),
              found: [textOf(instance.attack), textOf(instance.evidence)],
              requestHeader: textOf(instance['request-header']),
              requestBody: textOf(instance['request-body']),
              responseHeader: textOf(instance['response-header']),
              pointer: `${file}#/site/${s}/alerts/${a}/instances/${i}`,
            },
            context,
          ),
        ),
    ),
  );

/** `site/alerts/alertitem/instances/instance` of the traditional XML report. */
export const xmlReportRequests = (
  root: XmlElement,
  file: string,
  context: ImportContext,
): readonly ReachedRequest[] =>
  childrenOf(root, 'site')
    .flatMap((site) => childrenOf(childOf(site, 'alerts'), 'alertitem'))
    .flatMap((alert) => childrenOf(childOf(alert, 'instances'), 'instance'))
    .flatMap((instance) =>
      instanceRequest(
        {
          uri: textIn(instance, 'uri'),
          method: textIn(instance, 'method'),
          param: textIn(instance, 'param'),
          found: [textIn(instance, 'attack'), textIn(instance, 'evidence')],
          requestHeader: textIn(instance, 'requestheader'),
          requestBody: textIn(instance, 'requestbody'),
          responseHeader: textIn(instance, 'responseheader'),
          pointer: instance.line === undefined ? file : `${file}:${instance.line}`,
        },
        context,
      ),
    );
