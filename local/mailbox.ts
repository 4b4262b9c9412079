/** One mail that the local AWS "sent". */
export interface LocalMail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** When, as the emulator wrote it. */
  readonly at: string;
}

interface Message {
  readonly To?: readonly string[];
  readonly Subject?: string;
  readonly BodyText?: string;
  readonly BodyHtml?: string | null;
  /** Text from one interface of SES, seconds since the epoch from the other. */
  readonly Timestamp: string | number;
}

const readAll = async (endpoint: string): Promise<LocalMail[]> => {
  const response = await fetch(`${endpoint}/_ministack/ses/messages`);
  if (!response.ok) throw new Error(`${endpoint} has no mailbox to look into (status ${response.status}).`);
  const { messages } = (await response.json()) as { messages: Record<string, readonly Message[]> };
  return Object.values(messages)
    .flat()
    .map((message) => ({
      to: message.To ?? [],
      subject: message.Subject ?? '',
      text: message.BodyText ?? '',
      html: message.BodyHtml ?? '',
      at:
        typeof message.Timestamp === 'number'
          ? new Date(message.Timestamp * 1000).toISOString()
          : message.Timestamp,
    }))
    .sort((one, other) => one.at.localeCompare(other.at));
};

export interface Mailbox {
  /**
   * Mails of all accounts since the last `clear`, in the order of sending.
   * @throws Error when the endpoint has no mailbox, as a real account.
   */
  readonly read: () => Promise<LocalMail[]>;
  /** Forgets what is in it now. The emulator keeps its mails until it is reset; they are only not shown again. */
  readonly clear: () => Promise<void>;
}

/** The mails that the local AWS "sent", behind its endpoint. */
export const mailbox = (endpoint: string): Mailbox => {
  let seen = 0;
  return {
    read: async () => (await readAll(endpoint)).slice(seen),
    clear: async () => {
      seen = (await readAll(endpoint)).length;
    },
  };
};
