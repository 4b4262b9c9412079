#!/usr/bin/env node
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { gatehouse } from '../lib/gatehouse.ts';

const app = new App();
gatehouse(app);
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
app.synth();
