import { reviewsContract } from '../../support/contracts/reviews.ts';
import { memoryReviews } from '../../support/memory/reviews.ts';

reviewsContract('the in-memory store', () => memoryReviews());
