import { currentRecords } from '../../core/inventory/current-records.ts';
import { exportCatalogue, exportFormatIds } from '../../core/inventory/export/export-catalogue.ts';
import { forStakeholders, message } from './people.ts';

/** A function answers with at most 6 MB (Lambda quotas); what is larger is fetched by the command. */
const largestAnswer = 5_500_000;

/** The catalogue as a file. */
export const download = forStakeholders(async (request, ports, { session }) => {
  const format = exportFormatIds.find((id) => id === request.pathParameters?.format);
  if (!format)
    return message(404, 'There is no such export', [`There are ${exportFormatIds.join(', ')}.`], session, {
      href: '/catalogue',
      label: 'Catalogue',
    });
  const records = currentRecords(await ports.catalogue.list());
  const { contentType, fileName, body } = exportCatalogue(records, format, { portal: ports.portalUrl });
  if (Buffer.byteLength(body) > largestAnswer)
    return message(
      413,
      'The file is too large for the portal',
      [`Get it with: npx gatehouse catalogue --format ${format} --out ${fileName}`],
      session,
      { href: '/catalogue', label: 'Catalogue' },
    );
  return {
    statusCode: 200,
    headers: {
      'content-type': contentType,
      'content-disposition': `attachment; filename="${fileName}"`,
    },
    body,
  };
});
