import { listOf, mappingAt, textOf } from '../../../documentation/mapping.ts';
import type { InputProblem } from '../../../input-problem.ts';
import type { ImportContext, Importer, ImportFile } from '../importer.ts';
import { beginningOf, readTree, textOfMember } from '../member-text.ts';
import { type ReachedRequest, reachedApis } from '../reached.ts';
import { detectKind, recognised } from '../recognised.ts';
import { reaches } from '../visibility-maps.ts';
import { childrenOf, readXml } from '../xml.ts';
import { reportRequests, treeRequests, xmlReportRequests } from './sites.ts';

const isTree = (file: ImportFile): boolean =>
  /\.ya?ml$|^[^.]*$/i.test(file.name) && /^\s*(?:---\s*)?- node: ["']?Sites\b/.test(beginningOf(file));

const isJsonReport = (file: ImportFile): boolean =>
  /\.json$|^[^.]*$/i.test(file.name) &&
  /"@programName"\s*:\s*"(?:OWASP )?(?:ZAP|Checkmarx)|"@generated"\s*:|"@ssl"\s*:/.test(beginningOf(file)) &&
  /"alerts"\s*:/.test(textOfMember(file));

const isXmlReport = (file: ImportFile): boolean =>
  /\.xml$|^[^.]*$/i.test(file.name) && /<OWASPZAPReport\b/.test(beginningOf(file));

const isReport = (file: ImportFile): boolean => isJsonReport(file) || isXmlReport(file);
const isZap = (file: ImportFile): boolean => isTree(file) || isReport(file);

interface Read {
  readonly requests: readonly ReachedRequest[];
  readonly sites: number;
  readonly version: string;
}

const readFile = (file: ImportFile, context: ImportContext): Read | InputProblem => {
  if (isXmlReport(file)) {
    const xml = readXml(textOfMember(file), file.name);
    if (!xml.ok) return xml.problem;
    const requests = xmlReportRequests(xml.root, file.name, context);
    return {
      requests,
      sites: childrenOf(xml.root, 'site').length,
      version: xml.root.attributes.version ?? '',
    };
  }
  const tree = readTree(file);
  if (!tree.ok) return tree.problem;
  const { value } = tree;
  if (Array.isArray(value)) {
    return { requests: treeRequests(value, file.name, context), sites: value.length, version: '' };
  }
  const report = mappingAt(value);
  const requests = reportRequests(report, file.name, context);
  return { requests, sites: listOf(report.site).length, version: textOf(report['@version']) };
};

const parse: Importer['parse'] = (files, context) => {
  const mine = recognised(files, isZap, 'a ZAP sites tree or report');
  const problems: InputProblem[] = [...mine.problems];
  let version = '';
  const apis = mine.files.flatMap((file) => {
    const read = readFile(file, context);
    if ('message' in read) {
      problems.push(read);
      return [];
    }
    version ||= read.version;
    if (read.sites === 0) {
      const message = 'The report names no site.';
      problems.push({ file: file.name, message, fix: 'Export the sites tree, which is the inventory.' });
    }
    return reachedApis(read.requests, context, 'scan', `${file.name}#/`);
  });
  const onlyAlerts = files.some(isReport);
  return {
    format: onlyAlerts ? 'ZAP report' : 'ZAP sites tree',
    ...(version ? { version } : {}),
    apis,
    consumers: [],
    settings: [],
    visibility: reaches(
      'A scanner',
      onlyAlerts
        ? 'A report names the places of findings only; the sites tree names all that was reached.'
        : 'The sites tree holds what the scanner reached, not every endpoint.',
    ),
    problems,
  };
};

/** ZAP: the sites tree is the inventory, a report is what was found in it. A scan is never use. */
export const zapImporter: Importer = {
  id: 'zap',
  source: 'zap',
  title: 'ZAP sites tree',
  howTo: 'Export the sites tree (Import › Export Sites Tree…), or the traditional report in JSON or XML.',
  detect: (files) => detectKind(files, isZap, files.some(isReport) ? 'ZAP report' : 'ZAP sites tree'),
  parse,
};
