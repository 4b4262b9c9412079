import { blind, partly, seen, type Visibility, type VisibilityMap } from '../visibility.ts';

/** What a specification can show: its own content, and what it says that others enforce. */
export const describes = (subject: string, differences: Partial<VisibilityMap> = {}): VisibilityMap => {
  const elsewhere = blind(`${subject} does not say; it stands in the gateway’s configuration.`);
  const declared = partly(
    `${subject} declares it; whether it is enforced stands in the gateway’s configuration.`,
  );
  return {
    hosts: seen,
    routes: seen,
    authentication: declared,
    authorisation: declared,
    'rate-limits': elsewhere,
    transport: elsewhere,
    logging: elsewhere,
    validation: declared,
    consumers: blind(`${subject} names no consumers; they stand in the gateway or the developer portal.`),
    owners: partly(`${subject} may name a contact; the owner stands in the catalogue of services.`),
    ...differences,
  };
};

/** What answers on the wire can show: that something is there. */
export const reaches = (subject: string, rest: string): VisibilityMap => {
  const unseen: Visibility = blind(`${subject} sees answers, not configuration; it stands in the gateway.`);
  return {
    hosts: partly(rest),
    routes: partly(rest),
    authentication: unseen,
    authorisation: unseen,
    'rate-limits': unseen,
    transport: unseen,
    logging: unseen,
    validation: unseen,
    consumers: blind(`${subject} is not told who the consumers of an API are.`),
    owners: blind(`${subject} knows no owners; they stand in the catalogue of services.`),
  };
};

/** What a register that people keep can show: what somebody wrote down. */
export const records = (subject: string): VisibilityMap => {
  const unrecorded: Visibility = blind(
    `${subject} holds no controls; they stand in the gateway’s configuration.`,
  );
  const written = partly(`${subject} holds what people wrote into it; nothing shows that it is complete.`);
  return {
    hosts: written,
    routes: written,
    authentication: unrecorded,
    authorisation: unrecorded,
    'rate-limits': unrecorded,
    transport: unrecorded,
    logging: unrecorded,
    validation: unrecorded,
    consumers: written,
    owners: written,
  };
};
