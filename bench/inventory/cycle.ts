/** The step WriteCatalogue of one cycle in a process of its own, so that its memory can be measured and bounded. */
import { dynamoCatalogue } from '../../aws/dynamodb/catalogue.ts';
import { dynamoCorrections } from '../../aws/dynamodb/corrections.ts';
import { cycleId } from '../../core/identifiers.ts';
import { discoveryPolicy } from '../../core/inventory/discovery-policy.ts';
import { catalogueCounts, storedCatalogue } from '../../core/inventory/stored-catalogue.ts';
import { writeCatalogue } from '../../core/inventory/write-catalogue.ts';
import { fileDocuments } from './file-documents.ts';

const [folder = '', cycle = ''] = process.argv.slice(2);
const documents = fileDocuments(folder);
const catalogue = dynamoCatalogue(documents);
const seconds = (from: bigint): number => Number(process.hrtime.bigint() - from) / 1e9;

const started = process.hrtime.bigint();
const ofCycle = await storedCatalogue(
  cycleId(cycle),
  { catalogue, corrections: dynamoCorrections(), documents },
  { policy: discoveryPolicy.parse({}) },
);
const resolved = seconds(started);
const written = await writeCatalogue(ofCycle, catalogue);
console.log(
  JSON.stringify({
    resolved,
    whole: seconds(started),
    cpu: (({ user, system }) => (user + system) / 1e6)(process.cpuUsage()),
    written,
    peakRssMb: process.resourceUsage().maxRSS / 1024,
    counts: catalogueCounts(ofCycle.stored),
  }),
);
