import type { FunctionNeeds, MachineNeeds } from './function-needs.ts';

/** Every step reads and changes the migration's own row. */
const step: FunctionNeeds = { governance: ['GetItem', 'UpdateItem'], timeoutSeconds: 60 };
const ending: FunctionNeeds = { governance: ['GetItem', 'UpdateItem', 'DeleteItem'], timeoutSeconds: 30 };
const reading: FunctionNeeds = { ...step, evidence: 'read-write', gateway: 'read', timeoutSeconds: 300 };
const changing: FunctionNeeds = { ...step, evidence: 'read-write', gateway: 'migrate', timeoutSeconds: 120 };
const probing: FunctionNeeds = { ...step, evidence: 'read-write', probeSecret: true, timeoutSeconds: 300 };

/** What each function of the migration may do. Only those that change the gateway may change it. */
export const needs: MachineNeeds = {
  // The lock is one transaction over the API's lock and the migration's row.
  LockApi: {
    governance: ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem'],
    evidence: 'read',
    timeoutSeconds: 30,
  },
  TakeSnapshot: { ...reading, memoryMb: 512 },
  BuildImportDocument: {
    ...step,
    evidence: 'read-write',
    intake: 'read',
    gatewaySite: true,
    timeoutSeconds: 300,
    memoryMb: 1024,
  },
  RefuseMigration: ending,
  PlanMigration: { ...step, evidence: 'read-write' },
  ProbeSource: probing,
  CreateTarget: { ...step, gateway: 'migrate', timeoutSeconds: 120 },
  ImportDefinition: { ...changing, evidence: 'read', timeoutSeconds: 300, memoryMb: 512 },
  ReadBack: { ...reading, memoryMb: 512 },
  DeployDark: { ...step, gateway: 'migrate', gatewaySite: true, timeoutSeconds: 300 },
  ProbeDark: { ...probing, gateway: 'migrate' },
  SwitchTraffic: { ...changing, evidence: 'read' },
  VerifyMigration: { ...probing, governance: ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem'] },
  RestoreTraffic: { ...changing, governance: ['GetItem', 'PutItem', 'UpdateItem'], evidence: 'read' },
  RemoveDarkMapping: { ...changing, evidence: 'read' },
  RemoveStage: { ...step, evidence: 'read', gateway: 'migrate', timeoutSeconds: 120 },
  DeleteTarget: { ...step, evidence: 'read', gateway: 'migrate', timeoutSeconds: 180 },
  ReleaseLock: ending,
  RecordCompensation: { ...step, timeoutSeconds: 30 },
  RecordCompensationFailure: { ...step, timeoutSeconds: 30 },
};
