import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { linuxProcesses } from '../../src/sandbox/lock.ts';
import { type Seed, startSandbox } from '../../src/sandbox/sandbox.ts';
import { registry } from '../request/registry.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** The text as JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: what comes is what a test is about
  readonly json: any;
}

export interface Asked {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly session?: string;
}

/** A sandbox of its own with a clock that stands still, asked over real HTTP. */
export interface Cloud {
  readonly url: string;
  readonly folder: string;
  /** `target` begins below the context: `/v1/zones?limit=1`. */
  ask(method: string, target: string, asked?: Asked): Promise<Answer>;
  /** Sends, and polls the job of a 202 with the time moved to its end. */
  done(method: string, target: string, asked?: Asked): Promise<Answer>;
  /** Logs in and gives the session. */
  logIn(account?: string, password?: string): Promise<string>;
  /** Moves the clock on. */
  pass(seconds: number): void;
  now(): number;
  /** Milliseconds that the node has waited on purpose; its waiting takes no time. */
  slept(): number;
  /** Its folder stays. */
  stop(): Promise<void>;
  /** Stops, and removes a folder of its own. */
  close(): Promise<void>;
}

export interface CloudOptions {
  readonly seed?: Seed;
  /** Virtual machines beside those of the seed. */
  readonly rows?: number;
  /** One of its own, which is gone afterwards, where none is given. */
  readonly folder?: string;
}

/** A sandbox that ends with the test. */
export async function openCloud(options: CloudOptions = {}): Promise<Cloud> {
  const cloud = await startCloud(options);
  onTestFinished(() => cloud.close());
  return cloud;
}

/** A sandbox for as long as it is not closed. */
export async function startCloud(options: CloudOptions = {}): Promise<Cloud> {
  const folder = options.folder ?? mkdtempSync(path.join(tmpdir(), 'zstack-sandbox-'));
  let now = Date.parse('2026-03-12T10:30:00Z');
  let count = 0;
  let slept = 0;
  const sandbox = await startSandbox({
    registry,
    folder,
    port: 0,
    processes: linuxProcesses(),
    ...(options.seed && { seed: options.seed }),
    ...(options.rows && { rows: options.rows }),
    now: () => now,
    sleep: async (milliseconds) => {
      slept += milliseconds;
    },
    uuid: () => `${(++count).toString(16).padStart(12, '0')}4${'0'.repeat(3)}8${'0'.repeat(15)}`,
  });
  const ask = (method: string, target: string, { headers, body, session }: Asked = {}): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const text = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
      const sent = request(
        sandbox.url + target,
        {
          method,
          agent: false,
          headers: {
            ...(session !== undefined && { Authorization: `OAuth ${session}` }),
            ...(text !== undefined && { 'Content-Type': 'application/json; charset=utf-8' }),
            ...headers,
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            const text = Buffer.concat(chunks).toString();
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              text,
              get json() {
                return JSON.parse(text);
              },
            });
          });
        },
      );
      sent.on('error', reject);
      sent.end(text);
    });
  const cloud: Cloud = {
    url: sandbox.url,
    folder,
    ask,
    done: async (method, target, asked) => {
      const accepted = await ask(method, target, asked);
      if (accepted.status !== 202) return accepted;
      const job = String(accepted.json.location).replace(/^.*\/zstack/, '');
      for (let waited = 0; waited < 1000; waited++) {
        const polled = await ask('GET', job);
        if (polled.status !== 202) return polled;
        now += 10_000;
      }
      throw new Error(`${job} never ends`);
    },
    logIn: async (account = 'admin', password = 'password') => {
      const digest = createHash('sha512').update(password).digest('hex');
      const { json } = await ask('PUT', '/v1/accounts/login', {
        body: { logInByAccount: { accountName: account, password: digest } },
      });
      return json.inventory.uuid;
    },
    pass: (seconds) => {
      now += seconds * 1000;
    },
    now: () => now,
    slept: () => slept,
    stop: () => sandbox.stop(),
    close: async () => {
      await sandbox.stop();
      if (options.folder === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
  return cloud;
}
