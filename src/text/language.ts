export type Lang = 'en' | 'zh';

/** The language that `--lang` or the environment asks for: `ZSTACK_LANG`, else the first of the locale variables set. */
export function languageOf(asked: string | undefined, env: Readonly<Record<string, string | undefined>>): Lang {
  const wish = asked ?? env.ZSTACK_LANG ?? (env.LC_ALL || env.LC_MESSAGES || env.LANG || '');
  return /^zh/i.test(wish) ? 'zh' : 'en';
}
