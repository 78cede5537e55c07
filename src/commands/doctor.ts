import type { Context } from '../context.ts';
import { cloudChecks, type Finding, noCloudChecks } from '../doctor/cloud.ts';
import { CliError } from '../errors.ts';
import type { Json } from '../json/json.ts';
import { term } from '../output/page.ts';
import type { Check, Checks } from '../problems/checks.ts';
import { errorObject } from '../report.ts';
import type { DoctorText } from '../text/doctor.ts';
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
    const cloud = connect().then((connection) => cloudChecks(context, connection), noCloudChecks);
    const checks: readonly Finding[] = [...machine, ...(await cloud)];
    await show(checks, context);
    const failed = checks.filter(({ state }) => state === 'failed').map(({ name }) => context.text.doctor.name[name]);
    if (failed.length > 0) throw new CliError('ailing', { names: failed });
  },
};

async function show(findings: readonly Finding[], context: Context): Promise<void> {
  const { io, options, text } = context;
  const told = findings.map((finding) => ({ finding, ...toldOf(finding, context) }));
  if (options.output === 'json' || (options.output === undefined && !io.stdout.isTerminal)) {
    const rows = told.map(({ finding: { name, state, code, facts, problem }, message, hint }) => ({
      name,
      state,
      code: problem?.code ?? code ?? null,
      message,
      hint: hint ?? null,
      facts: ((facts ?? problem?.facts) as Json | undefined) ?? null,
    }));
    return showJson({ ok: findings.every(({ state }) => state !== 'failed'), checks: rows }, context);
  }
  const rows = told.flatMap(({ finding, message, hint }) => [
    term(`${marks[finding.state]} ${text.doctor.name[finding.name]}`, message),
    ...(hint === undefined ? [] : [term('', hint)]),
  ]);
  await showPage({ title: '', parts: [{ heading: '', rows }] }, context);
}

const marks: Readonly<Record<Check['state'], string>> = { ok: '✓', warning: '!', failed: '✗', skipped: '-' };

function toldOf<K extends keyof Checks>(
  { name, state, facts, problem }: Finding,
  { text }: Context,
): { readonly message: string; readonly hint?: string | undefined } {
  if (problem) return errorObject(problem, text) as { readonly message: string; readonly hint?: string };
  if (facts === undefined) return { message: text.doctor.skipped };
  const { text: message, hint } = (text.doctor.told[name] as DoctorText['told'][K])(facts as Checks[K]);
  return state === 'ok' || state === 'skipped' ? { message } : { message, hint };
}
