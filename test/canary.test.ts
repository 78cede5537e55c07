import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runScript } from '../src/batch/batch.ts';
import type { Options } from '../src/context.ts';
import { exampleOf } from '../src/explain/example.ts';
import { quoteWord } from '../src/language/words.ts';
import type { Api, Param } from '../src/registry/types.ts';
import { httpNode, type Reaction } from './client/world.ts';
import { stageAt } from './harness/context.ts';
import { registry } from './request/registry.ts';

const canary = 'c4n4ry';
const hashed = createHash('sha512').update(canary).digest('hex');

const apis = registry.apiNames().flatMap((name) => registry.api(name) ?? []);

/** Words that hide the canary in a parameter, in all the ways that it may be written. */
function wordsWith({ name, type, secret, secretUri }: Param): readonly string[] {
  if (secretUri) return [`http://root:${canary}@10.0.0.1/x`].map((url) => `${name}=${url}`);
  if (secret && type === 'list') return [`${name}=${canary}`, `${name}[0]=${canary}`, `${name}=["${canary}"]`];
  if (secret) return [`${name}=${canary}`, `${name}=  ${canary} '"`];
  if (type !== 'map' && type !== 'object') return [];
  return [
    `${name}.password=${canary}`,
    `${name}.db.token=${canary}`,
    `${name}["db.password"]=${canary}`,
    `${name}={"db.password":"${canary}","of":[{"secretKey":"${canary}"}],"n":{"password":12345}}`,
    `${name}={'password':'${canary}'}`,
    `${name}={"password":"${canary}"`,
    `${name}={"password":${canary}}`,
    `${name}={"url":"ftp://me:${canary}@host/"}`,
  ];
}

/** A line that calls the API with one such word in the place of the parameter. */
function lineWith(api: Api, param: string, word: string): string {
  const words = exampleOf(api, registry).filter((other) => !other.startsWith(`${param}=`));
  return [...words, word].map((each) => quoteWord(each)).join(' ');
}

const secretCalls = apis.flatMap((api) =>
  api.kind === 'query'
    ? []
    : api.params.flatMap((param) => wordsWith(param).map((word) => lineWith(api, param.name, word))),
);

const taggedCalls = [
  `CreateZone name=a systemTags=consolePassword::${canary}`,
  `CreateZone name=a 'systemTags=["x","rootPassword::${canary}"]'`,
  `SubmitLongJob jobName=APIAddKVMHostMsg 'jobData={"name":"a","password":"${canary}"}'`,
  `SubmitLongJob jobName=APIAddImageMsg 'jobData={"url":"http://me:${canary}@host/i"}'`,
  `CreateZone name=a description=http://me:${canary}@host/`,
];

const secretQueries = [
  `QuerySdnController password=${canary}`,
  `QuerySdnController password~=c_${canary}`,
  `QuerySdnController password?=a,${canary}`,
  `QuerySdnController "password=it's ${canary}"`,
  `QuerySdnController "password=it's ${canary}" filterName=a:b`,
  `QuerySdnController 'conditions=[{"name":"password","op":"=","value":"${canary}"}]'`,
  `QuerySdnController 'conditions=[{"name":"password","op":"~","value":"${canary}"}]'`,
  `QueryVmInstance consoleProxy.token=${canary}`,
  `QueryAccessKey AccessKeySecret=${canary}`,
];

const lines = [...secretCalls, ...taggedCalls, ...secretQueries];

/** A node that accepts every call and then fails it. */
const failing: Reaction = ({ url }, response) => {
  if (url.includes('/api-jobs/')) response.writeHead(503).end('{"error":{"code":"SYS.1006","details":"no"}}');
  else response.writeHead(202).end('{"location":"x"}');
};

/** A node that repeats in its refusal what it was asked. */
const repeating: Reaction = ({ url, body }, response) => {
  const details = `${decodeURIComponent(url.replaceAll('+', ' '))} ${body}`;
  response.writeHead(503).end(JSON.stringify({ error: { code: 'SYS.1007', details } }));
};

/** Everything that a script of these lines leaves behind, on every stream and in every file. */
async function traceOf(script: readonly string[], asked: Partial<Options>, reaction = failing): Promise<string> {
  const node = await httpNode(reaction);
  const stage = stageAt(node.endpoint, registry, { errorFormat: 'text', onError: 'continue', ...asked });
  const folder = mkdtempSync(path.join(tmpdir(), 'zstack-cli-canary-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'script');
  writeFileSync(file, script.join('\n'));
  const { context } = stage;
  const checkpoint = path.join(context.folders.state, 'checkpoint');
  await runScript(file, { ...context, options: { ...context.options, checkpoint } }, stage.connect);
  return [stage.stdout(), stage.stderr(), ...filesIn(context.folders.state)].join('\n');
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.name}\n${readFileSync(path.join(entry.parentPath, entry.name), 'utf8')}`);
}

function leaks(trace: string): readonly string[] {
  return trace.split('\n').filter((line) => line.includes(canary) || line.includes(hashed.slice(0, 32)));
}

describe('a secret leaves no trace', { timeout: 120_000 }, () => {
  it('of which there are enough', () => {
    expect(secretCalls.length).toBeGreaterThan(500);
  });

  it.each<[string, (line: string) => string, Partial<Options>]>([
    ['in a dry run', (line) => `--dry-run ${line}`, {}],
    ['in a dry run for programs', (line) => `--dry-run ${line}`, { output: 'jsonl' }],
    ['in a dry run of a message', (line) => `--dry-run --transport message ${line}`, {}],
    ['in a dry run without checks', (line) => `--dry-run --no-validate ${line} nope=1`, {}],
    ['in a curl command', (line) => `--curl ${line}`, {}],
    ['in a curl command for a message', (line) => `--curl --no-validate --transport message ${line}`, {}],
    ['where a line is explained', (line) => `explain ${line}`, {}],
    ['where a quoted line is explained', (line) => `explain ${quoteWord(line)}`, { output: 'json' }],
    ['where a line is checked', (line) => `validate ${line}`, {}],
    ['beside another mistake', (line) => `${line} nope=1 zoneUuid=x uuid=y`, {}],
    ['where the API is mistyped', (line) => line.replace(/^(\w+)/, '$1x'), {}],
    ['where another operator stands', (line) => line.replace(/=(?=[^=]*$)/, '>'), {}],
    ['in errors for programs', (line) => `${line} nope=1`, { errorFormat: 'json' }],
  ])('%s', async (_, spoil, asked) => {
    const trace = await traceOf(
      lines.map((line) => spoil(line)),
      asked,
    );
    expect(trace.length).toBeGreaterThan(10_000);
    expect(leaks(trace)).toEqual([]);
  });

  /** Exchanges take their time. */
  const some = lines.filter((_, at) => at % 6 === 0 || at >= secretCalls.length);

  it('in what a call leaves behind', async () => {
    expect(leaks(await traceOf(some, { yes: true, wait: false }))).toEqual([]);
  });

  it('in the log of exchanges', async () => {
    const trace = await traceOf(some, { yes: true, wait: false, debug: true });
    expect(trace).toContain('/sdn-controllers?q=password=***');
    expect(leaks(trace)).toEqual([]);
  });

  it('in what a failed job leaves behind', async () => {
    expect(leaks(await traceOf(some.slice(0, 40), { yes: true, parallel: 8 }))).toEqual([]);
  });

  it('in a refusal that repeats it', async () => {
    const trace = await traceOf(some, { yes: true }, repeating);
    expect(trace).toContain('SYS.1007');
    expect(leaks(trace)).toEqual([]);
  });
});
