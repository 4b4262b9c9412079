/** Fields of the default format (version 2), which a log without a header has. AWS: Flow log records. */
const defaultFields =
  'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status'.split(
    ' ',
  );
const tcp = '6';
/** First port of the ephemeral range of Linux; servers below it were chosen by somebody. */
const firstEphemeralPort = 32_768;

const isPort = (text: string | undefined): text is string => text !== undefined && /^\d{1,5}$/.test(text);

/**
 * Listeners that VPC flow logs show: `address:port` to which accepted TCP flows went from an ephemeral port. Answers,
 * which flow the other way, name the same listener by their source. Rejected, skipped and empty records show none.
 * @param lines of one log file; a first line with field names is honoured
 */
export const flowListeners = (lines: Iterable<string>): readonly string[] => {
  const found = new Set<string>();
  let fields = defaultFields;
  for (const line of lines) {
    const values = line.trim().split(/\s+/);
    if (values.includes('srcaddr') || values.includes('dstaddr')) {
      fields = values;
      continue;
    }
    const value = (name: string): string | undefined => values[fields.indexOf(name)];
    if (value('action') !== 'ACCEPT' || value('protocol') !== tcp) continue;
    const [from, to] = [value('srcport'), value('dstport')];
    if (!isPort(from) || !isPort(to)) continue;
    if (Number(to) < firstEphemeralPort && Number(from) >= firstEphemeralPort)
      found.add(`${value('dstaddr')}:${to}`);
    if (Number(from) < firstEphemeralPort && Number(to) >= firstEphemeralPort)
      found.add(`${value('srcaddr')}:${from}`);
  }
  return [...found].filter((one) => !one.startsWith('-') && !one.startsWith('undefined')).sort();
};
