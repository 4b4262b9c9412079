import { functionArn } from '../../collectors/arn.ts';
import { proofOf, textAt } from '../config-node.ts';
import type { ImportContext, ImportedApi } from '../importer.ts';
import { placeOf } from '../place.ts';
import type { AwsEstate } from './estate.ts';
import { authorizationControls } from './gateway-controls.ts';

/** Functions with a URL of their own. */
export const functionUrls = (estate: AwsEstate, context: ImportContext): readonly ImportedApi[] =>
  estate.all('AWS::Lambda::Url').map((resource) => {
    const { node } = resource;
    const owner = estate.named(
      resource,
      ['targetFunctionArn'],
      'AWS::Lambda::Function',
      'AWS::Serverless::Function',
    );
    const place = placeOf(textAt(node, 'functionUrl'), context);
    const arn = textAt(node, 'functionArn');
    const authorization = textAt(node, 'authorizationType') || textAt(node, 'authType');
    const proof = proofOf(node);
    const written = textAt(node, 'functionName') || textAt(node, 'targetFunctionArn');
    return {
      name:
        written.split(':').at(-1) ||
        (owner ? textAt(owner.node, 'functionName') || owner.name : resource.name),
      style: 'REST',
      locator: proof,
      routes: [
        {
          method: 'ANY',
          template: '/{proxy+}',
          ...(place?.host ? { host: place.host } : {}),
          pointer: proof,
          controls: authorizationControls(authorization, [], false, proof),
        },
      ],
      ...(arn.startsWith('arn:') ? { leadsTo: [functionArn(arn)] } : {}),
    };
  });
