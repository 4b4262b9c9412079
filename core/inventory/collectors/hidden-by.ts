import type { Evidence } from '../evidence.ts';
import type { CollectorFailure } from './collector.ts';

/**
 * The part of an ARN that the ARNs of what stands below it repeat: listeners and rules of a load balancer are
 * `…:listener-rule/app/name/id/…`, so `app/name/id`. Empty where it would be too short to tell things apart.
 */
const branch = (about: string): string => {
  if (!about.startsWith('arn:')) return '';
  const steps = (about.split(':').slice(5).join(':') ?? '').split('/').slice(1);
  return steps.length > 1 ? steps.join('/') : '';
};

/**
 * Whether this evidence of an earlier reading is about what could not be read this time: the thing itself or something
 * below it. Its absence from this reading then says nothing.
 */
export const hiddenBy = ({ about }: CollectorFailure, { locator, resource, apiName }: Evidence): boolean => {
  if (about === '') return true;
  if (about === locator || about === resource || about === apiName) return true;
  const below = branch(about);
  return (
    locator.startsWith(`${about}/`) ||
    locator.startsWith(`${about}#`) ||
    (below !== '' && locator.includes(`/${below}/`))
  );
};
