import { beforeEach } from '@jest/globals';
import { dynamoWorkshops } from '../../../aws/dynamodb/workshops.ts';
import { workshopsContract } from '../../support/contracts/workshops.ts';
import { dynamoTable } from '../../support/dynamo-table.ts';
import { memoryWorkshops } from '../../support/memory/workshops.ts';

const { reset } = dynamoTable();
beforeEach(reset);

workshopsContract('the table', dynamoWorkshops);
workshopsContract('memory', memoryWorkshops);
