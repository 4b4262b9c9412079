import { type Backend, ok, problem } from './backend.ts';

/** Host-to-host exchange of payment files. Who calls is known from the client certificate alone. */
export const h2hFilesBackend = (): Backend => {
  const files = new Map<string, number>([['pain002-20261120-001.xml', 18_204]]);
  const isName = (name: string): boolean => /^[a-z0-9-]{3,60}\.xml$/.test(name);
  return {
    name: 'h2h-files',
    routes: [
      {
        method: 'GET',
        template: '/files',
        handle: () => ok({ files: [...files].map(([name, bytes]) => ({ name, bytes })) }),
      },
      {
        method: 'PUT',
        template: '/files/{name}',
        handle: ({ variables: { name = '' }, body, dryRun }) => {
          if (!isName(name)) return problem(400, 'Bad request', 'Names are like pain001-20261120-001.xml.');
          if (body === undefined) return problem(400, 'Bad request', 'The file is empty.');
          const bytes = JSON.stringify(body).length;
          if (!dryRun) files.set(name, bytes);
          return ok({ name, bytes }, 201);
        },
      },
    ],
  };
};
