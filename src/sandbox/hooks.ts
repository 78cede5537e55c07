import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Registry } from '../registry/registry.ts';
import type { Calls, Job } from './calls.ts';
import { withSchema } from './classes.ts';
import type { Hook } from './jobs.ts';

export interface HooksOptions {
  readonly registry: Registry;
  readonly calls: Pick<Calls, 'hooked'>;
  sleep(milliseconds: number): Promise<void>;
}

/** Tells those who wait how their jobs ended. */
export interface Hooks {
  /** Looks for jobs that end, until there is none left to wait for. */
  watch(): void;
  /** Tells nobody any more. */
  stop(): void;
}

/** Web hooks. Source: RestServer.java, ZStack 5.2.1. */
export function openHooks({ registry, calls, sleep }: HooksOptions): Hooks {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const tell = async (job: Job, hook: Hook): Promise<void> => {
    for (let attempt = 1; attempt <= attempts && !stopped; attempt++) {
      if (await post(hook.url, headersOf(job), bodyOf(registry, job, hook))) return;
      await sleep(apart);
    }
  };

  const look = async (): Promise<void> => {
    timer = undefined;
    const { due, more } = await calls.hooked();
    for (const [job, hook] of due) void tell(job, hook);
    if (more) hooks.watch();
  };

  const hooks: Hooks = {
    watch: () => {
      if (stopped || timer) return;
      // The next look finds out what this one could not.
      timer = setTimeout(() => void look().catch(() => hooks.watch()), interval).unref();
    },
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
  return hooks;
}

const attempts = 15;
/** Milliseconds. */
const apart = 2000;
const interval = 200;
const patience = 15_000;

function headersOf({ uuid, status, body }: Job): Readonly<Record<string, string>> {
  const success = status === 200;
  const results = success ? (JSON.parse(body) as { readonly results?: unknown }).results : undefined;
  return {
    'Content-Type': 'application/json; charset=utf-8',
    'X-Job-UUID': uuid,
    'X-Job-Success': String(success),
    ...(Array.isArray(results) && { 'X-Job-Batch': batchOf(results) }),
  };
}

function batchOf(results: readonly { readonly success?: boolean }[]): string {
  const succeeded = results.filter(({ success }) => success).length;
  if (succeeded === results.length) return 'SUCCESS';
  return succeeded === 0 ? 'FAIL' : 'PARTIAL';
}

function bodyOf(registry: Registry, { api: name, status, body }: Job, { schema }: Hook): string {
  const api = schema && status === 200 ? registry.api(name) : undefined;
  return api ? withSchema(registry, api, body) : body;
}

/** Whether it was taken. */
function post(url: string, headers: Readonly<Record<string, string>>, body: string): Promise<boolean> {
  return new Promise((resolve) => {
    if (!URL.canParse(url)) return resolve(false);
    const request = url.startsWith('https:') ? requestHttps : requestHttp;
    const length = Buffer.byteLength(body);
    const sent = request(url, { method: 'POST', agent: false, headers: { ...headers, 'Content-Length': length } });
    sent.on('response', (response) => {
      const { statusCode = 0 } = response.resume();
      resolve(statusCode >= 200 && statusCode < 300);
    });
    sent.on('error', () => resolve(false));
    sent.on('close', () => resolve(false));
    sent.setTimeout(patience, () => sent.destroy());
    sent.end(body);
  });
}
