import type { Connect, Connection } from './connection.ts';
import type { Context } from './context.ts';
import { timed } from './timing.ts';

/** One connection for all that is done under a context, opened when first needed; `close` tells whether it was. */
export function connectionsOf(context: Context): { readonly connect: Connect; close(): Promise<boolean> } {
  let opened: Promise<Connection> | undefined;
  return {
    connect: () => {
      opened ??= timed(context.timing, 'connect', async () => (await import('./connect.ts')).connect(context));
      return opened;
    },
    close: async () => {
      const connection = await opened?.catch(() => undefined);
      await connection?.close();
      return connection !== undefined;
    },
  };
}
