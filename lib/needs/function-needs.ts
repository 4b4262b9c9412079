/**
 * What one function may do, as data: the construct turns it into the function's role and environment, and a test
 * reads it beside the code. One file per folder of `lambdas/` lists its functions by state name.
 */
export interface FunctionNeeds {
  /** DynamoDB actions on the governance table (and its index for Query). */
  readonly governance?: readonly (
    | 'GetItem'
    | 'BatchGetItem'
    | 'PutItem'
    | 'UpdateItem'
    | 'DeleteItem'
    | 'Query'
    | 'ConditionCheckItem'
    | 'BatchWriteItem'
  )[];
  /** `append`: PutItem only. */
  readonly audit?: 'append' | 'read';
  readonly evidence?: 'read' | 'write' | 'read-write';
  readonly reports?: 'write' | 'read';
  readonly intake?: 'read';
  /** GetObject and ListBucket on the log buckets that the environment names. */
  readonly logs?: 'read';
  /** `read`: apigateway:GET. `migrate`: what a migration changes, limited to APIs tagged as ours where AWS allows it. */
  readonly gateway?: 'read' | 'migrate';
  /** Gets the names of the shared authorizer and access log, without any right to change the gateway. */
  readonly gatewaySite?: true;
  readonly mail?: true;
  readonly linkKey?: readonly ('GenerateMac' | 'VerifyMac')[];
  /** State machines this function starts (`states:StartExecution`). */
  readonly starts?: readonly ('risk-review' | 'migration' | 'governance-cycle')[];
  /** `states:SendTaskSuccess` on this machine. */
  readonly completes?: 'risk-review';
  /** Reads the secret of the probe's OAuth client. */
  readonly probeSecret?: true;
  /** Lists and describes what can take requests, in this account and through the read-only role of the others. */
  readonly collectors?: true;
  /** Lists the accounts of the organization. */
  readonly organization?: true;
  /** `isolated`: it runs where nothing but our buckets can be reached. */
  readonly network?: 'isolated';
  /** Bound of the heap in MB: what holds a whole estate stays under 512 MB in all (`bench/inventory`). */
  readonly heapMb?: number;
  readonly timeoutSeconds?: number;
  readonly memoryMb?: number;
}

/** State name as in the ASL (`ScoreDocument`) → needs. */
export type MachineNeeds = Readonly<Record<string, FunctionNeeds>>;
