/**
 * The migration as data: its forward steps in order, and what undoes each. The state machine says the same; a test
 * holds them equal.
 */
export interface SagaStep {
  readonly name: string;
  /** Undoes the step; absent when the step changes nothing outside of the evidence. */
  readonly compensation?: string;
  /** Ends without compensation when it refuses: nothing exists yet. */
  readonly mayRefuse?: true;
  /** Has a domain outcome `FAILED` that leads into the compensations. */
  readonly mayFail?: true;
}

export const saga: readonly SagaStep[] = [
  { name: 'LockApi', compensation: 'ReleaseLock', mayRefuse: true },
  { name: 'TakeSnapshot', mayRefuse: true },
  { name: 'BuildImportDocument', mayRefuse: true },
  { name: 'PlanMigration' },
  { name: 'ProbeSource' },
  { name: 'CreateTarget', compensation: 'DeleteTarget', mayFail: true },
  { name: 'ImportDefinition', compensation: 'DeleteTarget', mayFail: true },
  { name: 'ReadBack', mayFail: true },
  { name: 'DeployDark', compensation: 'RemoveStage' },
  { name: 'ProbeDark', compensation: 'RemoveDarkMapping', mayFail: true },
  { name: 'SwitchTraffic', compensation: 'RestoreTraffic', mayFail: true },
  { name: 'VerifyMigration', compensation: 'RestoreTraffic', mayFail: true },
];

/** Compensations in the order in which they run: the last change is undone first. All run, whatever failed. */
export const compensations: readonly string[] = [
  ...new Set(
    saga
      .toReversed()
      .map((step) => step.compensation)
      .filter((name) => name !== undefined),
  ),
];
