import fs from 'node:fs';
import path from 'node:path';
import type { Outgoing } from './http.ts';
import type { Incoming } from './rest/incoming.ts';
import { endSession } from './sessions.ts';
import type { Store } from './sqlite.ts';

/** What can go wrong on demand. */
export const faultKinds = [
  /** The answer comes later, by so many seconds. */
  'latency',
  /** The connection breaks before anything is done. */
  'reset-before',
  /** All is done, and then the connection breaks instead of an answer. */
  'reset-after',
  /** The connection breaks in the middle of the body. */
  'truncate',
  /** The body is no JSON. */
  'malformed',
  /** Nothing is done; a text with that status comes back. */
  'error-500',
  'error-503',
  /** Nothing is done; a gateway's page comes back. */
  'html',
  /** The body comes in pieces of 64 characters, so many seconds apart. */
  'trickle',
  /** What was accepted is forgotten at once. */
  'lost-job',
  /** The session ends before the call. */
  'expired-session',
  /** The node's clock is ahead by so many seconds, or behind. */
  'skew',
  /** Nobody listens for so many seconds. */
  'refuse',
] as const;

export type FaultKind = (typeof faultKinds)[number];

export interface Fault {
  readonly kind: FaultKind;
  readonly seconds: number;
  /** Only where `METHOD /v1/path?query` holds this. */
  readonly on?: string;
  /** How often it still strikes; without end where it is absent. */
  readonly times?: number;
}

/** Reads `latency=0.5`; `undefined` for what is none. Seconds are 1 where none are given. */
export function readFault(text: string): Fault | undefined {
  const [, name, seconds = '1'] = /^([\w-]+)(?:=(-?\d+(?:\.\d+)?))?$/.exec(text.trim()) ?? [];
  const kind = faultKinds.find((each) => each === name);
  return kind && { kind, seconds: Number(seconds) };
}

/** The faults of a folder's sandbox, in a file that any process may change while another one serves. */
export interface Faults {
  list(): readonly Fault[];
  set(faults: readonly Fault[]): void;
  /** Those that strike a request, those of its header `X-Sandbox-Fault` first; one that strikes only so often is used up. */
  strike(incoming: Incoming): readonly Fault[];
}

export function openFaults(folder: string): Faults {
  const file = path.join(folder, 'faults.json');
  const faults: Faults = {
    list: () => (fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : []),
    set: (list) => {
      if (list.length === 0) return fs.rmSync(file, { force: true });
      fs.writeFileSync(`${file}.new`, JSON.stringify(list), { mode: 0o600 });
      fs.renameSync(`${file}.new`, file);
    },
    strike: (incoming) => {
      const asked = (incoming.headers['x-sandbox-fault'] ?? '').split(',').flatMap((each) => readFault(each) ?? []);
      const request = `${incoming.method} ${incoming.target.replace(/^\/zstack(?=\/)/, '')}`;
      const all = faults.list();
      const struck = all.filter(({ on = '' }) => request.includes(on));
      if (struck.some(({ times }) => times !== undefined)) faults.set(all.flatMap((each) => without(each, struck)));
      return [...asked, ...struck];
    },
  };
  return faults;
}

function without(fault: Fault, struck: readonly Fault[]): readonly Fault[] {
  const { times } = fault;
  if (times === undefined || !struck.includes(fault)) return [fault];
  return times > 1 ? [{ ...fault, times: times - 1 }] : [];
}

export interface Breakage {
  readonly store: Store;
  readonly faults: readonly Fault[];
  answer(incoming: Incoming): Promise<Outgoing>;
  sleep(milliseconds: number): Promise<void>;
}

/** Answers as the faults have it. */
export async function broken(incoming: Incoming, { store, faults, answer, sleep }: Breakage): Promise<Outgoing> {
  const seconds = (kind: FaultKind): number | undefined => faults.find((fault) => fault.kind === kind)?.seconds;
  const strikes = (kind: FaultKind): boolean => seconds(kind) !== undefined;
  await sleep(1000 * (seconds('latency') ?? 0));
  if (strikes('reset-before')) return reset;
  if (strikes('error-500')) return { status: 500, body: 'java.lang.NullPointerException' };
  if (strikes('error-503')) return { status: 503, body: 'the management node is starting' };
  if (strikes('html')) return { status: 502, headers: { 'Content-Type': 'text/html' }, body: page };
  const session = /^OAuth\s+(\S+)$/.exec(incoming.headers.authorization ?? '')?.[1];
  if (strikes('expired-session') && session) await store.transaction((db) => endSession(db, session));
  const told = await answer(incoming);
  const refused = seconds('refuse');
  if (refused !== undefined) return { ...told, deafFor: 1000 * refused };
  const job = /\/api-jobs\/(\w+)"/.exec(typeof told.body === 'string' ? told.body : '')?.[1];
  if (strikes('lost-job') && job) await store.transaction((db) => db.run('DELETE FROM _job WHERE uuid = ?', [job]));
  if (strikes('reset-after')) return reset;
  if (strikes('truncate')) return { ...told, isTruncated: true };
  if (strikes('malformed')) return { ...told, body: (await whole(told.body)).slice(0, -1) };
  const apart = seconds('trickle');
  return apart === undefined ? told : { ...told, body: trickled(told.body, () => sleep(1000 * apart)) };
}

/** No answer at all. */
const reset: Outgoing = { status: 0, body: '' };

async function whole(body: Outgoing['body']): Promise<string> {
  let text = '';
  for await (const piece of typeof body === 'string' ? [body] : body) text += piece;
  return text;
}

async function* trickled(body: Outgoing['body'], wait: () => Promise<void>): AsyncGenerator<string> {
  for await (const text of typeof body === 'string' ? [body] : body)
    for (let at = 0; at < text.length; at += 64) {
      yield text.slice(at, at + 64);
      await wait();
    }
}

const page = `<!DOCTYPE html>
<html><head><title>502 Bad Gateway</title></head>
<body><center><h1>502 Bad Gateway</h1></center><hr><center>nginx</center></body></html>
`;
