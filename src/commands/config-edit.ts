import { type Context, canAsk } from '../context.ts';
import { CliError, type Document, isProblem, problemsOf, throwAll } from '../errors.ts';
import type { Line } from '../language/words.ts';
import { nearest } from '../registry/near.ts';
import { reportProblem, say } from '../report.ts';
import { type Config, configIn, configText } from '../settings/config.ts';
import { openDraft } from '../settings/draft.ts';
import { merged } from '../settings/merge.ts';
import { wordsAfter } from './words.ts';

/** `config edit`: the whole file in the person's editor, again and again until it is legal or they give up. */
export async function edit(line: Line, context: Context): Promise<void> {
  wordsAfter(line, []);
  const { io, text, folders } = context;
  if (!canAsk(context)) throw new CliError('needs-terminal', { what: 'config edit' });
  const before = configText(folders.config);
  const draft = openDraft(folders.state, name, before.text, io.now());
  const forget = io.atExit(draft.remove);
  try {
    for (;;) {
      const { editFile } = await import('../ask/editor.ts');
      await editFile(draft.file, io);
      const after = draft.read();
      try {
        const edited = await checkedConfig({ name, text: after }, context.registry);
        if (after === before.text) return await say(context, text.profiles.unchanged);
        const store = context.configStore();
        await store.change((now) => merged(before.config, edited, now));
        return await say(context, text.profiles.edited(store.file));
      } catch (error) {
        if (!problemsOf(error)) throw error;
        await reportProblem(error, context);
        const { confirm } = await import('../ask/ask.ts');
        if (!(await confirm(io, text.profiles.editAgain, true))) return await say(context, text.profiles.unchanged);
      }
    }
  } finally {
    draft.remove();
    forget();
  }
}

const name = 'config.json';
const parts = ['settings', 'profiles', 'current'];

/** The config of a text that somebody wrote. Throws all that is wrong with it, each in its place. */
export async function checkedConfig(document: Document, registry: Context['registry']): Promise<Config> {
  const { value, place } = await treeOf(document);
  const edited = configIn(value ?? {});
  if (!edited) throw new CliError('bad-config', { file: document.name, reason: 'form' });
  const unknown = Object.keys(value ?? {}).filter((each) => !parts.includes(each));
  const { judged } = await import('../profiles/written.ts');
  const { config, wrong } = judged(edited, registry(), place);
  throwAll([
    ...unknown.map(
      (each) => new CliError('unknown-setting', { name: each, nearest: nearest(each, parts) }, place([each])),
    ),
    ...wrong.map(({ problem }) => problem),
  ]);
  return config;
}

async function treeOf(document: Document) {
  const { readTree } = await import('../input/document.ts');
  try {
    return readTree(document);
  } catch (error) {
    if (!isProblem(error, 'bad-document')) throw error;
    throw new CliError('bad-config', { file: document.name, reason: error.facts.reason }, error.span);
  }
}
