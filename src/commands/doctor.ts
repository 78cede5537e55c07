import type { Context } from '../context.ts';
import { cloudChecks, noCloudChecks } from '../doctor/cloud.ts';
import { CliError } from '../errors.ts';
import type { Json } from '../json/json.ts';
import { term } from '../output/page.ts';
import type { Check, Checks } from '../problems/checks.ts';
import type { Command } from './command.ts';
import { startFileOf } from './completion.ts';
import { choiceOf } from './words.ts';
import { showJson, showPage } from './write.ts';

/** `doctor`: looks at the program, its settings and the way to the cloud; exit code 1 where something is broken. */
export const doctor: Command = {
  arguments: [],
  options: ['profile', 'sandbox', 'url', 'output'],
  async run(line, context, connect) {
    choiceOf(line, []);
    const { machineChecks } = await import('../doctor/machine.ts');
    const machine = machineChecks(context, (shell) => startFileOf(shell, context));
    const cloud = connect().then(
      (connection) => cloudChecks(context, connection),
      (error) => noCloudChecks(error, context),
    );
    const checks = [...machine, ...(await cloud)];
    await show(checks, context);
    const failed = checks.filter(({ state }) => state === 'failed').map(({ name }) => context.text.doctor.name[name]);
    if (failed.length > 0) throw new CliError('ailing', { names: failed });
  },
};

async function show(checks: readonly Check[], context: Context): Promise<void> {
  const { io, options, text } = context;
  const told = checks.map((check) => ({ check, sentence: sentenceOf(check, context) }));
  if (options.output === 'json' || (options.output === undefined && !io.stdout.isTerminal)) {
    const rows = told.map(({ check: { name, state, facts }, sentence }) => ({
      name,
      state,
      message: sentence,
      facts: (facts as Json | undefined) ?? null,
    }));
    return showJson({ ok: checks.every(({ state }) => state !== 'failed'), checks: rows }, context);
  }
  const rows = told.map(({ check, sentence }) =>
    term(`${marks[check.state]} ${text.doctor.name[check.name]}`, sentence),
  );
  await showPage({ title: '', parts: [{ heading: '', rows }] }, context);
}

const marks: Readonly<Record<Check['state'], string>> = { ok: '✓', warning: '!', failed: '✗', skipped: '-' };

function sentenceOf<K extends keyof Checks>({ name, facts }: Check, { text }: Context): string {
  if (facts === undefined) return text.doctor.skipped;
  return (text.doctor.told[name] as (facts: Checks[K]) => string)(facts as Checks[K]);
}
