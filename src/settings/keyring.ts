import { CliError } from '../errors.ts';

/** A place of the system for secrets, by name. Each throws `keyring-failed`. */
export interface Keyring {
  keep(name: string, secret: string): void;
  find(name: string): string | undefined;
  forget(name: string): void;
}

/** Runs a program to its end with a text on its standard input; it is given two seconds. */
export type RunBriefly = (
  program: string,
  words: readonly string[],
  input: string,
) => { readonly code: number; readonly stdout: string } | { readonly reason: string };

/** secret-tool of libsecret, or the keychain of macOS. A secret never stands on a command line. */
export function openKeyring(platform: NodeJS.Platform, run: RunBriefly): Keyring {
  const ask = (
    program: string,
    words: readonly string[],
    input = '',
  ): { readonly code: number; readonly stdout: string } => {
    const ended = run(program, words, input);
    if ('code' in ended) return ended;
    throw new CliError('keyring-failed', { program, reason: ended.reason });
  };
  const done = (program: string, words: readonly string[], input: string): void => {
    const { code } = ask(program, words, input);
    if (code !== 0) throw new CliError('keyring-failed', { program, reason: String(code) });
  };
  const found = ({ code, stdout }: { readonly code: number; readonly stdout: string }): string | undefined =>
    code === 0 && stdout.trim() !== '' ? stdout.trim() : undefined;

  if (platform === 'darwin') {
    const named = (name: string): readonly string[] => ['-s', service, '-a', name];
    return {
      // Commands on standard input are seen by nobody; a session or a key holds nothing that would need quotes.
      keep: (name, secret) =>
        done('security', ['-i'], `add-generic-password -U -s ${service} -a ${quoted(name)} -w ${quoted(secret)}\n`),
      find: (name) => found(ask('security', ['find-generic-password', ...named(name), '-w'])),
      forget: (name) => void ask('security', ['delete-generic-password', ...named(name)]),
    };
  }
  if (platform === 'win32') throw new CliError('keyring-failed', { program: 'keyring', reason: 'ENOSYS' });
  const named = (name: string): readonly string[] => ['service', service, 'profile', name];
  return {
    keep: (name, secret) => done('secret-tool', ['store', `--label=${service} ${name}`, ...named(name)], secret),
    find: (name) => found(ask('secret-tool', ['lookup', ...named(name)])),
    forget: (name) => void ask('secret-tool', ['clear', ...named(name)]),
  };
}

const service = 'zstack-cli';

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
