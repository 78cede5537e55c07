// Bundled and run by jobs.test.ts as a process of its own: begins jobs until it is killed, and says which it has begun.
import { openJobs } from '../../src/settings/jobs.ts';

const [folder = '', nth = '0'] = process.argv.slice(2);
const jobs = openJobs(folder, { now: () => 1, pid: process.pid });
for (let n = 0; n < 60; n++) {
  const uuid = (Number(nth) * 1000 + n).toString(16).padStart(32, '0');
  jobs.begin({ uuid, api: 'CreateZone', profile: 'default', url: 'http://x', state: 'sent', startedAt: 0 });
  process.send?.(n);
}
setInterval(() => undefined, 1000);
