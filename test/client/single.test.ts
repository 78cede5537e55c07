import { describe } from 'vitest';
import { useTransport } from './world.ts';

// Everything that the client promises, it promises over Node's own HTTP too.
useTransport('single');
describe('over a single connection', async () => {
  await import('./client.test.ts');
  await import('./failure.test.ts');
  await import('./job.test.ts');
  await import('./stream.test.ts');
});
