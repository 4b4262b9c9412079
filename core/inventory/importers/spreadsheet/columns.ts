/** What a column of an inventory can mean. */
export const fields = [
  'api',
  'host',
  'url',
  'basePath',
  'path',
  'method',
  'owner',
  'partners',
  'dataClass',
  'exposure',
  'environment',
  'lifecycle',
  'version',
  'purpose',
  'style',
  'lastSeen',
  'backend',
] as const;
export type Field = (typeof fields)[number];

/** Headings that people write in English, German and French, reduced to letters without accents. */
const headings: Readonly<Record<Field, string>> = {
  api: 'api apiname nameofapi name service servicename interface interfacename title schnittstelle schnittstellenname apibezeichnung bezeichnung dienst dienstname titel nom nomapi nomdelapi nomduservice libelle titre interfaceapi',
  host: 'host hostname hosts domain domainname fqdn server servername dns dnsname domane zielhost rechner rechnername hote nomdhote domaine nomdedomaine serveur',
  url: 'url urls uri baseurl endpointurl serviceurl apiurl link address serviceendpoint basisurl endpunkturl adresse dienstadresse adresseurl urldebase urldubackend urlapi lien productionurl produrl',
  basePath:
    'basepath base context contextpath contextroot prefix pathprefix rootpath basispfad kontext kontextpfad prafix praefix pfadprafix chemindebase prefixe contexte racine',
  path: 'path paths endpoint endpoints resource resources resourcepath route routes uripath urlpath operationpath pfad pfade endpunkt endpunkte ressource ressourcen ressourcenpfad chemin chemins pointdacces pointdeterminaison ressources',
  method:
    'method methods httpmethod httpmethods verb verbs httpverb httpverbs requestmethod methode methoden httpmethode httpmethoden verben verbe verbes methodes methodehttp methodeshttp verbehttp',
  owner:
    'owner owners apiowner owneremail owningteam ownerteam team productowner businessowner technicalowner systemowner serviceowner contact responsible responsibleteam accountable maintainer squad eigentumer eigner besitzer verantwortlich verantwortliche verantwortlicher verantwortlichesteam fachverantwortlicher ansprechpartner kontakt zustandig zustandigesteam proprietaire responsable equipe equiperesponsable contactequipe gestionnaire',
  partners:
    'partner partners partnername fintech fintechs consumer consumers consumedby client clients thirdparty thirdparties tpp externalpartner partnerunternehmen konsument konsumenten abnehmer nutzer verbraucher drittpartei drittanbieter partenaire partenaires consommateur consommateurs tiers',
  dataClass:
    'dataclass dataclassification datasensitivity classification informationclassification sensitivity confidentiality datenklasse datenklassifizierung datenklassifikation klassifizierung klassifikation schutzklasse vertraulichkeit vertraulichkeitsstufe classificationdesdonnees classededonnees classificationdonnees confidentialite sensibilite niveaudeconfidentialite',
  exposure:
    'exposure audience visibility accesstype exposedto accesslevel exposition sichtbarkeit zielgruppe zugang erreichbarkeit zugriffsart visibilite typedacces publiccible',
  environment: 'environment env environnement umgebung stage stufe',
  lifecycle:
    'lifecycle lifecyclestatus lifecyclestate status state apistatus phase lebenszyklus lebenszyklusstatus zustand statut etat cycledevie',
  version: 'version apiversion versionsnummer numerodeversion',
  purpose:
    'purpose description businesspurpose usecase summary zweck beschreibung kurzbeschreibung verwendungszweck anwendungsfall objet descriptif finalite but resume fonction',
  style:
    'type style protocol apitype apistyle protocoltype technology typ art protokoll technologie protocole typedapi typeapi',
  lastSeen:
    'lastseen lastused lastcall lastcalled lastobserved lastupdated updated asof zuletztgesehen zuletztgenutzt letztenutzung letzteraufruf letzteanderung stand aktualisiert derniereutilisation dernierappel derniereobservation datedemiseajour misajourle',
  backend:
    'backend backendurl target targeturl upstream upstreamurl origin integration zielsystem backendsystem systemecible cible',
};

const byHeading: ReadonlyMap<string, Field> = new Map(
  fields.flatMap((field) => headings[field].split(' ').map((heading) => [heading, field] as const)),
);

/** `Méthode HTTP (n)` → `methodehttp`. */
const reduced = (heading: string): string =>
  heading
    .normalize('NFD')
    .replace(/\([^)]*\)|\[[^\]]*\]/g, '')
    .replace(/ß/g, 'ss')
    .toLowerCase()
    .replace(/[^a-z]/g, '');

export const isField = (name: unknown): name is Field => (fields as readonly unknown[]).includes(name);

/** Words around the one that counts: `API endpoint URL`, `Partner names`, `Classification level`. */
const around = [
  /^(?:the|api|rest|http|https|service|full|request|business|it)/,
  /(?:names?|levels?|list|details?|info|s|n|en)$/,
];

const fieldOfWord = (heading: string): Field | undefined => {
  const word = reduced(heading);
  const shorter = around.map((form) => word.replace(form, ''));
  const shortest = around.reduce((text, form) => text.replace(form, ''), word);
  return [word, ...shorter, shortest].map((one) => byHeading.get(one)).find((field) => field !== undefined);
};

/** What a heading means; of `Owner / Team` the first part that means something counts. */
export const fieldOf = (heading: string): Field | undefined =>
  [heading, ...heading.split(/[/|,;\n]| - /)].map(fieldOfWord).find((field) => field !== undefined);
