import type { FunctionNeeds, MachineNeeds } from './function-needs.ts';

/** Reading and changing the migration's own row; the lock is one transaction over two rows. */
const record = ['GetItem', 'PutItem', 'UpdateItem'] as const;

const step: FunctionNeeds = { governance: [...record], timeoutSeconds: 60 };
const changing: FunctionNeeds = { ...step, evidence: 'read-write', gateway: 'migrate', timeoutSeconds: 120 };
const probing: FunctionNeeds = { ...step, evidence: 'read-write', probeSecret: true, timeoutSeconds: 300 };

/** What each function of the migration may do. Only those that change the gateway may change it. */
export const needs: MachineNeeds = {
  LockApi: { governance: [...record, 'Query', 'DeleteItem'], timeoutSeconds: 30 },
  TakeSnapshot: {
    ...step,
    governance: [...record, 'Query'],
    evidence: 'read-write',
    gateway: 'read',
    timeoutSeconds: 300,
  },
  BuildImportDocument: {
    ...step,
    evidence: 'read-write',
    intake: 'read',
    timeoutSeconds: 300,
    memoryMb: 1024,
  },
  RefuseMigration: { governance: [...record, 'DeleteItem'], timeoutSeconds: 30 },
  PlanMigration: { ...step, evidence: 'read-write' },
  ProbeSource: probing,
  CreateTarget: { ...step, gateway: 'migrate', timeoutSeconds: 120 },
  ImportDefinition: { ...changing, timeoutSeconds: 300, memoryMb: 512 },
  ReadBack: { ...step, evidence: 'read-write', gateway: 'read', timeoutSeconds: 300, memoryMb: 512 },
  DeployDark: { ...step, gateway: 'migrate', timeoutSeconds: 300 },
  ProbeDark: { ...probing, gateway: 'migrate' },
  SwitchTraffic: changing,
  VerifyMigration: { ...probing, governance: [...record, 'Query', 'DeleteItem'] },
  RestoreTraffic: { ...changing, governance: [...record, 'Query'] },
  RemoveDarkMapping: changing,
  RemoveStage: { ...step, gateway: 'migrate', timeoutSeconds: 120 },
  DeleteTarget: { ...step, gateway: 'migrate', timeoutSeconds: 180 },
  ReleaseLock: { governance: [...record, 'DeleteItem'], timeoutSeconds: 30 },
  RecordCompensation: { governance: [...record], timeoutSeconds: 30 },
  RecordCompensationFailure: { governance: [...record], timeoutSeconds: 30 },
};
