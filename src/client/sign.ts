import { createHmac } from 'node:crypto';
import type { Sign } from './wire.ts';

/** A pair of keys; both are texts, and the second is a secret. */
export interface Keys {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
}

/**
 * Signs requests with a pair of keys. The server compares the hands of its own clock with the date and looks at no zone,
 * so `zone` has to be where it is: `Asia/Shanghai`, `UTC`, `GMT+08:00`. Source: ZSClient.java and rest.xml, ZStack 5.2.1.
 */
export function signer({ accessKeyId, accessKeySecret }: Keys, now: () => number, zone: string): Sign {
  return (method, path) => {
    const date = signedDate(now(), zone);
    const signature = createHmac('sha1', accessKeySecret).update(`${method}\n${date}\n${path}`).digest('base64');
    return { Date: date, Authorization: `ZStack ${accessKeyId}:${signature}` };
  };
}

/** `Thu, 17 Oct 2024 13:43:35 Asia/Shanghai`. */
export function signedDate(time: number, zone: string): string {
  const [, sign, hours, minutes] = /^GMT([+-])(\d\d):(\d\d)$/.exec(zone) ?? [];
  const shift = sign === undefined ? 0 : Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes)) * 60_000;
  const timeZone = sign === undefined ? zone : 'UTC';
  const format = new Intl.DateTimeFormat('en-US', { ...parts, timeZone });
  const found = new Map(format.formatToParts(time + shift).map(({ type, value }) => [type, value]));
  const of = (type: Intl.DateTimeFormatPartTypes): string => found.get(type) ?? '';
  return `${of('weekday')}, ${of('day')} ${of('month')} ${of('year')} ${of('hour')}:${of('minute')}:${of('second')} ${zone}`;
}

const parts = {
  weekday: 'short',
  day: '2-digit',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
} as const;

/** Where this machine is. */
export function ownZone(): string {
  const zone = new Intl.DateTimeFormat('en').resolvedOptions().timeZone;
  return /^(?:UTC|\w+\/[\w/+-]+)$/.test(zone) && zone !== 'Etc/Unknown' ? zone : 'UTC';
}
