/** Who created something, as CloudTrail names the principal. */
export interface Creator {
  /** The bank's own mail address of a person, or role and session, or user. Absent where a machine acted for nobody. */
  readonly owner?: string;
  /** One sentence for a person. */
  readonly note: string;
}

/** What is read of CloudTrail's `userIdentity`; access keys are in it too and are never read. */
export interface UserIdentity {
  readonly type?: string | undefined;
  readonly arn?: string | undefined;
  readonly userName?: string | undefined;
  readonly invokedBy?: string | undefined;
  readonly issuer?: string | undefined;
}

const isMail = (text: string): boolean => text.includes('@');

/** A mail address at one of the bank's domains or below it. */
const isBankMail = (text: string, domains: readonly string[]): boolean => {
  const [, domain = ''] = text.toLowerCase().split('@');
  return domains.some((own) => domain === own.toLowerCase() || domain.endsWith(`.${own.toLowerCase()}`));
};

/** Sessions that a deployment service opens: its role is a machine's, not an owner. */
const deploysForOthers = (session: string, invokedBy: string | undefined): boolean =>
  invokedBy !== undefined || session === 'AWSCloudFormation';

/**
 * The owner that a creation event hints at. A mail address outside of the bank is somebody's personal datum and is
 * left out; so is whatever looks like an access key.
 * @param domains the bank's mail domains
 */
export const creatorOf = (identity: UserIdentity, domains: readonly string[]): Creator => {
  const { type, arn = '', userName = '', invokedBy, issuer = '' } = identity;
  const isRole = type === 'AssumedRole';
  const [, assumed = '', session = ''] = isRole ? arn.split('/') : [];
  const role = issuer || assumed;
  if (type === 'Root') return { note: 'Created by the root user of the account.' };
  if (type === 'AWSService') return { note: `Created by ${invokedBy ?? 'a service of AWS'}.` };
  const person = isRole ? session : userName;
  if (isMail(person) && isBankMail(person, domains)) {
    const owner = person.toLowerCase();
    return { owner, note: role ? `Created with the role ${role}.` : 'Created by this user.' };
  }
  if (type === 'IAMUser')
    return isMail(userName)
      ? { note: 'Created by a user of the account.' }
      : { owner: userName, note: `Created by the user ${userName}.` };
  if (!role) return { note: 'Created by a principal without a name.' };
  if (deploysForOthers(session, invokedBy)) {
    const service = invokedBy ?? 'CloudFormation';
    return { note: `Created by ${service} with the role ${role}.` };
  }
  const tells = session !== '' && !isMail(session) && !/^A(KIA|SIA)[A-Z0-9]{12,}$/.test(session);
  return { owner: tells ? `${role}/${session}` : role, note: `Created with the role ${role}.` };
};
