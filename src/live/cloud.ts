import type { Session } from '../settings/sessions.ts';

/** Which cloud is meant, as far as options, environment and the stored session tell without asking anybody. */
export interface Meant {
  readonly sandbox?: boolean | undefined;
  readonly url?: string | undefined;
  readonly host?: string | undefined;
  readonly port?: number | string | undefined;
  readonly data?: string | undefined;
}

/** Whether a person wants no values from the cloud while they type. */
export function isOff(setting: unknown): boolean {
  return setting === 'off';
}

/** A folder's name for all that is known of one cloud to one account. Nothing secret can be read in it. */
export function cloudName(
  profile: string,
  { sandbox, url, host, port, data }: Meant,
  env: Readonly<Record<string, string | undefined>>,
  session: Pick<Session, 'url' | 'account'> | undefined,
): string {
  const parts = sandbox
    ? ['sandbox', data]
    : [host === undefined ? url : undefined, host, port, env.ZSTACK_SESSION_ID, session?.url, session?.account];
  return `${profile}-${hashOf(JSON.stringify(parts))}`;
}

/** 32 bits of FNV-1a: enough to tell names apart that are also compared whole. */
export function hashOf(text: string): string {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
