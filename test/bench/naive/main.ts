// A command line as one writes it first: every package is loaded, the whole registry is read, each API is a command.
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import chalk from 'chalk';
import Table from 'cli-table3';
import { Command } from 'commander';
import Conf from 'conf';
import enquirer from 'enquirer';
import { request } from 'undici';

interface Api {
  readonly name: string;
  readonly path?: string;
}

interface Settings {
  url?: string;
  session?: string;
}

const registry: { readonly apis: readonly Api[] } = JSON.parse(
  readFileSync(path.join(import.meta.dirname, 'registry.json'), 'utf8'),
);
const settings = new Conf<Settings>({ projectName: 'naive', cwd: path.join(tmpdir(), 'zstack-cli-naive') });

async function call({ name, path: place = '' }: Api, words: readonly string[], output: string): Promise<void> {
  const url = process.env.ZSTACK_API_URL ?? settings.get('url') ?? 'http://localhost:8080/zstack';
  let session = process.env.ZSTACK_SESSION_ID ?? settings.get('session');
  if (session === undefined) {
    const asked = await enquirer.prompt<{ session: string }>({ type: 'input', name: 'session', message: 'Session' });
    session = asked.session;
  }
  const query = words.map((word) => (/^(?:limit|start|fields)=/.test(word) ? word : `q=${encodeURIComponent(word)}`));
  const { statusCode, body } = await request(`${url}/v1${place}?${query.join('&')}`, {
    headers: { Authorization: `OAuth ${session}` },
  });
  const answer = (await body.json()) as { inventories: readonly Record<string, unknown>[] };
  if (statusCode !== 200) {
    console.error(chalk.red(`${name} failed`), answer);
    process.exitCode = 1;
  } else if (output === 'table') {
    const names = Object.keys(answer.inventories[0] ?? {});
    const table = new Table({ head: names.map((each) => chalk.bold(each)) });
    for (const row of answer.inventories) table.push(names.map((each) => String(row[each] ?? '')));
    console.log(table.toString());
  } else console.log(JSON.stringify(answer, undefined, 2));
}

const program = new Command('naive').option('-o, --output <format>', 'format', 'json');
for (const api of registry.apis)
  program
    .command(api.name)
    .argument('[words...]')
    .action((words: string[]) => call(api, words, program.opts<{ output: string }>().output));
await program.parseAsync();
