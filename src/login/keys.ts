import type { Client } from '../client/client.ts';
import { type Keys, ownZone, signedDate, signer } from '../client/sign.ts';
import type { Sign } from '../client/wire.ts';
import type { Context } from '../context.ts';
import { isProblem } from '../errors.ts';
import { isJsonObject, own } from '../json/json.ts';
import { requestOfWords } from '../request/own.ts';

/** Signs calls so that the server takes them, wherever its clock stands. */
export interface Signatory {
  sign<T>(act: (sign: Sign) => Promise<T>): Promise<T>;
  /** The zone with which the last call was taken. */
  zone(): string;
}

/**
 * The server says 403 `requestTimeTooSkewed` before it looks at anything else, so trying again is harmless: once its
 * clock has been asked, with the zones where it may be. Source: RestServer.java, ZStack 5.2.1.
 */
export function openSignatory(context: Context, client: Pick<Client, 'send'>, keys: Keys, known?: string): Signatory {
  const { io } = context;
  const chosen = context.setting('time-zone').value;
  let zone = typeof chosen === 'string' ? chosen : (known ?? ownZone());
  let shift = 0;
  const now = (): number => io.now() + shift;
  return {
    zone: () => zone,
    async sign(act) {
      try {
        return await act(signer(keys, now, zone));
      } catch (error) {
        if (!isSkewed(error)) throw error;
        const before = signedDate(now(), zone);
        shift = await shiftOf(context, client);
        const others = [...new Set([zone, ownZone(), 'Asia/Shanghai', 'UTC'])];
        const seen = new Set([handsOf(before)]);
        let refused: unknown = error;
        for (const other of others) {
          const hands = handsOf(signedDate(now(), other));
          if (seen.has(hands)) continue;
          seen.add(hands);
          try {
            const result = await act(signer(keys, now, other));
            zone = other;
            return result;
          } catch (again) {
            if (!isSkewed(again)) throw again;
            refused = again;
          }
        }
        throw refused;
      }
    },
  };
}

/** To the minute: what the server would not tell apart is not tried twice. */
function handsOf(date: string): string {
  return date.replace(/:\d\d .*$/, '');
}

function isSkewed(error: unknown): boolean {
  return isProblem(error, 'http-failed') && error.facts.status === 403 && /TimeTooSkewed/i.test(error.facts.body);
}

/** Milliseconds that the server's clock is ahead, which it tells everybody; 0 where it does not. */
async function shiftOf(context: Context, client: Pick<Client, 'send'>): Promise<number> {
  try {
    const began = context.io.now();
    const { envelope } = await client.send(requestOfWords(['GetCurrentTime'], context.registry()));
    const times = own(envelope, 'currentTime');
    const time = isJsonObject(times) ? Number(own(times, 'MillionSeconds')) : Number.NaN;
    const shift = time - (began + context.io.now()) / 2;
    return Number.isFinite(shift) && Math.abs(shift) > 60_000 ? shift : 0;
  } catch {
    return 0;
  }
}
