/** Who may call a function's URL. */
export interface UrlCallers {
  /** Without any credentials. */
  readonly anybody: boolean;
  /** Other accounts whose principals may. */
  readonly accounts: number;
}

interface Statement {
  readonly Effect?: unknown;
  readonly Action?: unknown;
  readonly Principal?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;
}

const list = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];

const principals = (principal: unknown): string[] => {
  if (typeof principal === 'string') return [principal];
  const { AWS } = (principal ?? {}) as { AWS?: unknown };
  return list(AWS).map(String);
};

const statementsOf = (policy: string): Statement[] => {
  try {
    return list((JSON.parse(policy) as { Statement?: unknown }).Statement) as Statement[];
  } catch {
    return [];
  }
};

const accountOf = (principal: string): string =>
  /^\d{12}$/.test(principal) ? principal : (principal.split(':')[4] ?? '');

/** Conditions that say how a function is called, not who calls. */
const aboutTheCall = new Set(['lambda:FunctionUrlAuthType', 'lambda:InvokedViaFunctionUrl']);

const isRestricted = ({ Condition }: Statement): boolean =>
  Object.values(Condition ?? {}).some((keys) =>
    Object.keys(keys ?? {}).some((key) => !aboutTheCall.has(key)),
  );

/**
 * Reads the resource policy of a function (Lambda developer guide, "Control access to Lambda function URLs"): a URL
 * without authentication answers anybody only where a statement lets everybody invoke it for that type.
 * @param auth type of the URL; a statement's condition may limit it to the other
 */
export const urlCallers = (policy: string, auth: string, account: string): UrlCallers => {
  const allowed = statementsOf(policy).filter(({ Effect, Action, Condition }) => {
    const type = Condition?.StringEquals?.['lambda:FunctionUrlAuthType'];
    return (
      Effect === 'Allow' &&
      list(Action).some((one) => /^(lambda:(InvokeFunctionUrl|\*)|\*)$/i.test(String(one))) &&
      (type === undefined || list(type).includes(auth))
    );
  });
  const named = allowed.flatMap(({ Principal }) => principals(Principal));
  const others = new Set(named.map(accountOf).filter((one) => one && one !== account));
  return {
    anybody: allowed.some((one) => principals(one.Principal).includes('*') && !isRestricted(one)),
    accounts: others.size,
  };
};
