import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Writer } from '../../src/settings/store.ts';

/** This process, as it is. */
export const writer: Writer = {
  now: () => Date.now(),
  sleep: (ms) => delay(ms),
  uuid: () => randomUUID().replaceAll('-', ''),
  pid: process.pid,
  host: 'here',
  isRunning(pid) {
    try {
      return process.kill(pid, 0);
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'EPERM';
    }
  },
  async quietly(load) {
    const before = new Map(process.eventNames().map((name) => [name, process.listeners(name as 'exit')]));
    const loaded = await load();
    for (const name of process.eventNames())
      if (String(name).startsWith('SIG'))
        for (const listener of process.listeners(name as 'exit'))
          if (!before.get(name)?.includes(listener)) process.off(name, listener);
    return loaded;
  },
};

export const session = {
  uuid: '6f0d0a3b2c4e4f7a9b1c2d3e4f5a6b7c',
  account: 'admin',
  accountUuid: '36c27e8ff05c4780bf6d2fa65700f22e',
  url: 'http://10.0.0.1:8080/zstack',
  loggedInAt: 1_770_000_000_000,
};
