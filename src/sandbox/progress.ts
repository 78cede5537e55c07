import type { Scene } from './effect.ts';
import { effectOf } from './effects/effects.ts';
import { first } from './effects/rows.ts';
import { Failure } from './fault.ts';
import { type JobState, jobState } from './jobs.ts';
import { longJobKey } from './long-jobs.ts';
import type { Json } from './reply.ts';

type Reply = { readonly [key: string]: Json };

/**
 * How far a call has come, until five minutes after its end: what it does, where it tells that, and beneath it the
 * percentage. Source: ProgressReportService.java, ProgressApiInterceptor.java, ZStack 5.2.1.
 */
export function progressOf(scene: Scene): Reply {
  const uuid = String(scene.call.params.apiId);
  if (!/^[0-9a-f]{32}$/.test(uuid)) throw new Failure('SYS.1007', `parameter apiId[${uuid}] is not a valid uuid.`);
  const { db, clock } = scene;
  const longJob = first(scene, 'LongJob', { apiId: uuid });
  const job = jobState(db, clock, longJob ? longJobKey(String(longJob.uuid)) : uuid);
  if (!job || job.due === job.created || (job.state === 'done' && job.due + kept <= clock)) return { inventories: [] };
  const [task, percentage] = records(scene, uuid, job);
  if (!task) return { inventories: [percentage] };
  return { inventories: scene.call.params.all === true ? [{ ...task, subTasks: [percentage] }] : [task, percentage] };
}

/** Milliseconds. */
const kept = 300_000;

/** Names of the tasks are the classes of their messages. */
function records({ registry, clock }: Scene, taskUuid: string, job: JobState): readonly [Reply | undefined, Reply] {
  const api = registry.api(job.api);
  const time = Math.min(clock, job.due);
  const common = { taskUuid, taskName: api?.fullName, time, arguments: '[]' };
  const steps = (api && effectOf(registry, api)?.steps) ?? [];
  const step = steps[Math.min(steps.length - 1, Math.floor((job.percent * steps.length) / 100))];
  const percentage = { ...common, type: 'Progress', content: String(job.percent) };
  if (step === undefined) return [undefined, percentage];
  return [
    { ...common, type: 'Task', content: step },
    { ...percentage, parentUuid: taskUuid },
  ];
}
