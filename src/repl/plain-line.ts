import type { Read } from './read-line.ts';
import type { Shell } from './shell.ts';

/** Reads a line as the terminal edits it by itself, where it can do nothing else: no escape sequence is written. */
export function readPlainEntry({ context, running }: Shell, prompt: string, stopped: AbortSignal): Promise<Read> {
  const { stdin, stdout } = context.io;
  const interrupted = running.controller.signal;
  return new Promise((resolve) => {
    let text = '';
    const onData = (bytes: Uint8Array): void => {
      text += Buffer.from(bytes).toString();
      if (text.endsWith('\n')) end({ kind: 'line', text: text.replace(/\r?\n$/, '') });
    };
    const onEnd = (): void => end({ kind: 'end' });
    const onInterrupt = (): void => end(stopped.aborted ? { kind: 'stopped' } : { kind: 'line', text: '' });
    const end = (read: Read): void => {
      stdin.off('data', onData).off('end', onEnd);
      interrupted.removeEventListener('abort', onInterrupt);
      stdin.pause();
      if (!text.endsWith('\n')) void stdout.write('\n').catch(() => undefined);
      resolve(read);
    };
    stdin.on('data', onData).on('end', onEnd);
    interrupted.addEventListener('abort', onInterrupt);
    stdin.resume();
    void stdout.write(prompt).catch(() => undefined);
    if (stopped.aborted) onInterrupt();
  });
}
