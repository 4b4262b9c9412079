/** Columns of the CMDB's API classes, by the name of the element and by its labels in English, German and French. */
const labels = {
  sysId: 'sys_id|sys id|unique id',
  name: 'name|nom|bezeichnung',
  className: 'sys_class_name|class|klasse|classe|ci class|ci-klasse|classe ci|classe de ci',
  operationalStatus:
    'operational_status|operational status|betriebsstatus|betriebszustand|etat operationnel|statut operationnel',
  installStatus: 'install_status|install status|status|installationsstatus|statut|statut de l installation',
  lifecycleStage:
    'life_cycle_stage|life cycle stage|lebenszyklusphase|phase du cycle de vie|etape du cycle de vie',
  lifecycleStatus:
    'life_cycle_stage_status|life cycle stage status|status der lebenszyklusphase|statut de la phase du cycle de vie',
  ownedBy: 'owned_by|owned by|besitzer|eigentumer|im besitz von|proprietaire|appartient a',
  managedBy: 'managed_by|managed by|verwaltet von|gere par',
  managedByGroup:
    'managed_by_group|managed by group|verwaltungsgruppe|verwaltet von gruppe|gere par le groupe',
  supportGroup:
    'support_group|support group|supportgruppe|support-gruppe|groupe de support|groupe d assistance',
  assignmentGroup: 'assignment_group|assignment group|change group|zuweisungsgruppe|groupe d affectation',
  description: 'short_description|short description|kurzbeschreibung|breve description|description courte',
  baseUrl: 'base_url|base url|basis-url|basis url|url de base',
  url: 'url',
  host: 'host|hostname|host name|fqdn|hote|nom d hote|fully qualified domain name',
  path: 'path|pfad|chemin|uri|resource path',
  method: 'method|methode|http_method|http method|http-methode|methode http',
  type: 'type|typ|api_type|api type|api-typ',
  version: 'version|api_version|api version',
  environment: 'environment|umgebung|used_for|used for|verwendet fur|environnement|utilise pour',
  internetFacing:
    'internet_facing|internet facing|internetzugewandt|mit internetzugang|exposition internet|expose sur internet',
  api: 'api|parent|api name|parent_id|parent id',
  attested: 'attested|bestatigt|atteste',
  attestedDate: 'attested_date|attested date|bestatigungsdatum|date d attestation',
  updated: 'sys_updated_on|updated|aktualisiert|mis a jour|mise a jour',
  discovered: 'last_discovered|most recent discovery|letzte erkennung|decouverte la plus recente',
} as const;
export type ServiceNowColumn = keyof typeof labels;

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/['’]/g, ' ')
    .toLowerCase()
    .trim()
    .replace(/\s+/g, ' ');

const byLabel: ReadonlyMap<string, ServiceNowColumn> = new Map(
  Object.entries(labels).flatMap(([column, names]) =>
    names.split('|').map((name) => [name, column as ServiceNowColumn] as const),
  ),
);

/** An element is named with a table or dotted path before it as well: `cmdb_ci_api.name`, `u_api.owned_by`. */
export const columnNamed = (heading: string): ServiceNowColumn | undefined => {
  const key = plain(heading);
  return byLabel.get(key) ?? byLabel.get(key.split('.').at(-1) ?? '');
};

/** What marks an export of the CMDB among other tables. */
const marks: readonly ServiceNowColumn[] = [
  'sysId',
  'className',
  'operationalStatus',
  'installStatus',
  'supportGroup',
  'managedBy',
  'managedByGroup',
  'ownedBy',
  'attested',
  'internetFacing',
];

export const isCmdbHeader = (headings: readonly string[]): boolean => {
  const found = new Set(headings.flatMap((heading) => columnNamed(heading) ?? []));
  const marked = marks.filter((mark) => found.has(mark)).length;
  return (
    found.has('name') &&
    marked >= 2 &&
    (found.has('className') || found.has('sysId') || found.has('operationalStatus'))
  );
};
