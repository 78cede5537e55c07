import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { pages as englishPages } from '../../src/text/en/pages.ts';
import { textIn } from '../../src/text/text.ts';
import { pages as chinesePages } from '../../src/text/zh/pages.ts';

type Tree = { readonly [name: string]: unknown };

/** Paths of all phrases: a phrase is a text, a list of texts, or makes one. */
function pathsOf(value: unknown, at: string): readonly string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [at];
  return Object.entries(value as Tree).flatMap(([name, member]) => pathsOf(member, `${at}.${name}`));
}

const english = pathsOf({ ...(await textIn('en')), pages: englishPages }, 'text');
const chinese = pathsOf({ ...(await textIn('zh')), pages: chinesePages }, 'text');

describe('both languages', () => {
  it('have every phrase', () => {
    expect(english.length).toBeGreaterThan(400);
    expect([...chinese].sort()).toEqual([...english].sort());
  });

  test.each(['en', 'zh'] as const)('have no empty phrase: %s', async (lang) => {
    const texts = JSON.stringify(await textIn(lang), (_, value) => (typeof value === 'function' ? undefined : value));
    expect(texts).not.toMatch(/:""/);
  });
});

const folder = path.resolve(import.meta.dirname, '../../src/text');
const files = (readdirSync(folder, { recursive: true }) as string[]).filter((file) => file.endsWith('.ts'));

/** Lines that hold something to say, without comments and what is data. */
function linesOf(wanted: (file: string) => boolean): readonly (readonly [place: string, line: string])[] {
  return files.filter(wanted).flatMap((file) =>
    readFileSync(path.join(folder, file), 'utf8')
      .split('\n')
      .map((line, at) => [`${file}:${at + 1}`, line] as const)
      .filter(([, line]) => !/^\s*(?:\/\*\*|\*|\/\/)/.test(line)),
  );
}

const isChinese = (file: string): boolean => /^zh\b/.test(file) && !/\/(?:names|codes)\./.test(file);

/** Where Chinese is written with the marks of English. Data such as `名称=值` and command lines have none beside it. */
function halfWidth(line: string): boolean {
  const isGlued = /[\p{Script=Han}”）》][,:;?!(]|[,:;(][\p{Script=Han}“]/u.test(line);
  return isGlued || (/\p{Script=Han}/u.test(line) && /\}[?!;]['`]/.test(line));
}

describe('Chinese', () => {
  it('has Chinese punctuation', () => {
    const lines = linesOf(isChinese);
    expect(lines.filter(([, line]) => /\p{Script=Han}/u.test(line)).length).toBeGreaterThan(300);
    expect(lines.filter(([, line]) => halfWidth(line))).toEqual([]);
    expect(['错误:', '列表,', '(中文', '“词”;', '是吗?'].map((text) => halfWidth(text))).toEqual(Array(5).fill(true));
    expect(halfWidth("['无', '有'], `语言：x`, a ? '是' : '否'")).toBe(false);
  });

  it('is in no other file', () => {
    const stray = linesOf((file) => !/^zh\b/.test(file)).filter(([, line]) => /\p{Script=Han}/u.test(line));
    expect(stray).toEqual([]);
  });
});

describe('the program', () => {
  /** A sentence outside of the texts: several words in a string that is shown to somebody. */
  const sentence = /(?:stdout|stderr)\.write\(\s*[`'"][^`'"]*[a-z]{2,} [a-z]{2,}|say\([^,]+,\s*[`'"]/;

  it('says nothing but the texts', () => {
    const source = path.resolve(folder, '..');
    const said = (readdirSync(source, { recursive: true }) as string[])
      .filter((file) => file.endsWith('.ts') && !/^(?:text|build|registry|sandbox)\//.test(file))
      .filter((file) => sentence.test(readFileSync(path.join(source, file), 'utf8')));
    expect(said).toEqual([]);
    expect(sentence.test("await say(context, 'logged in')")).toBe(true);
    expect(sentence.test("io.stdout.write('not logged in')")).toBe(true);
  });

  it('joins no phrases by the order of English words', () => {
    // A phrase that ends or begins with a blank waits for another one.
    const glued = /(['"`])(?: \p{L}[^'"`$]*|[^'"`$]*\p{L} )\1(?=[,;)}\]]|$)/u;
    const waiting = linesOf((file) => /^(?:en|zh)\b/.test(file)).filter(
      ([, line]) => /^\s+[\w'-]+: ['"`]/.test(line) && glued.test(line),
    );
    expect(waiting).toEqual([]);
    expect(glued.test("  a: 'logged in as ',")).toBe(true);
  });
});
