import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CliError } from '../errors.ts';
import type { Origin } from '../text/accounts.ts';
import { type Content, isRecord, openStore, readContent, type Writer } from './store.ts';

/** What a person chose, as it was written: nothing says yet that it is legal. */
export interface Config {
  /** Of every profile that does not say otherwise. */
  readonly settings: Content;
  readonly profiles: Readonly<Record<string, Content>>;
  /** The profile in use where no other is named. */
  readonly current?: string;
}

/** `config.json` in the folder of settings. */
export interface ConfigStore {
  readonly file: string;
  /** Throws what `act` throws, and `settings-unwritable`. What a newer version keeps beside it stays. */
  change(act: (before: Config) => Config): Promise<void>;
}

export type SettingValue = string | number | boolean;

/** How a setting is, and who said so. */
export interface Resolved {
  readonly value: SettingValue | undefined;
  readonly origin: Origin;
}

export const noConfig: Config = { settings: {}, profiles: {} };

export function openConfig(folder: string, owner: Writer, report: (problem: CliError) => void): ConfigStore {
  const store = openStore(folder, 'config', owner, report, fits);
  return {
    file: store.file,
    change: (act) =>
      store.change((before) => {
        const { settings: _, profiles: __, current: ___, ...others } = before;
        return { ...others, ...act(configOf(before)) };
      }),
  };
}

/** Reads one small file; one that is damaged counts as empty and is told of. */
export function readConfig(folder: string): { readonly config: Config; readonly problem?: CliError } {
  const file = join(folder, 'config.json');
  const { content, damage } = readContent(file, fits);
  const problem = damage && new CliError('settings-unreadable', { file, reason: damage });
  return { config: configOf(content), ...(problem && { problem }) };
}

/** The config of a run: none where it asked for none. */
export function configAsked(
  asked: { readonly config?: boolean | undefined },
  folder: string,
): ReturnType<typeof readConfig> {
  return asked.config === false ? { config: noConfig } : readConfig(folder);
}

type Env = Readonly<Record<string, string | undefined>>;

/** The profile that is wished for; the option may name several, or `all`. */
export function wishedProfile(
  { current }: Config,
  { sandbox, profile }: { readonly sandbox?: boolean | undefined; readonly profile?: string | undefined },
  env: Env,
): string {
  if (sandbox) return 'sandbox';
  return profile ?? (env.ZSTACK_PROFILE || (current ?? 'default'));
}

/** `default` needs no settings, and the sandbox is always there. */
export const usualProfiles: readonly string[] = ['default', 'sandbox'];

/** Every profile that there is, those that are always there first. */
export function profileNames({ profiles }: Config): readonly string[] {
  return [...new Set([...usualProfiles, ...Object.keys(profiles)])];
}

/** The settings of one profile. */
export function ownOf({ profiles }: Config, profile: string): Content {
  return Object.hasOwn(profiles, profile) ? (profiles[profile] as Content) : {};
}

/** What names of settings begin with that choose the columns of tables: `columns.VmInstance`. */
export const columnsPrefix = 'columns.';

/** The columns that somebody chose for tables, by the keys they are kept by; the profile's own come before those of all. */
export function chosenColumns(config: Config, profile: string): ReadonlyMap<string, Resolved> {
  const groups = [
    ['config', config.settings],
    ['profile', ownOf(config, profile)],
  ] as const;
  return new Map(
    groups.flatMap(([origin, group]) =>
      Object.entries(group).flatMap(([key, value]) =>
        key.startsWith(columnsPrefix) && typeof value === 'string' ? [[key, { value, origin }] as const] : [],
      ),
    ),
  );
}

/** The config that an object holds; `undefined` where it is none. */
export function configIn(content: unknown): Config | undefined {
  return isRecord(content) && fits(content) ? configOf(content) : undefined;
}

/** What the file holds, legal or not, for somebody to edit. */
export function configText(folder: string): { readonly text: string; readonly config: Config } {
  const file = join(folder, 'config.json');
  const { content, damage } = readContent(file, fits);
  const config = configOf(content);
  return {
    config,
    text: damage === 'damaged' ? readFileSync(file, 'utf8') : `${JSON.stringify(config, undefined, 2)}\n`,
  };
}

function fits({ settings = {}, profiles = {}, current = '' }: Content): boolean {
  return isRecord(settings) && isRecord(profiles) && Object.values(profiles).every(isRecord) && isText(current);
}

function configOf({ settings = {}, profiles = {}, current }: Content): Config {
  return {
    settings: settings as Content,
    profiles: profiles as Readonly<Record<string, Content>>,
    ...(typeof current === 'string' && current !== '' && { current }),
  };
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
