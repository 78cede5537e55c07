import type { CommandShape, LiveQuery, LiveValue, OptionShape, World } from '../../src/completion/world.ts';
import { registry } from '../registry/sample.ts';

const options: readonly OptionShape[] = [
  { flags: '-o, --output <format>', values: ['table', 'json'] },
  { flags: '--sandbox' },
  { flags: '--url <url>' },
  { flags: '--profile <name>' },
  { flags: '--columns <columns>' },
  { flags: '-f, --file <script>' },
  { flags: '--data <folder>', of: 'sandbox' },
  { flags: '--seed <seed>', values: ['demo', 'empty'], of: 'sandbox' },
];

const commands: readonly CommandShape[] = [
  { name: 'help', arguments: [{ name: 'topic', kind: 'topic' }], what: 'what there is to know' },
  {
    name: 'login',
    arguments: [
      { name: 'accountName', kind: 'assignment' },
      { name: 'password', kind: 'assignment' },
    ],
  },
  {
    name: 'sandbox',
    arguments: [
      { name: 'action', kind: 'action', choices: ['start', 'stop', 'status', 'faults'] },
      { name: 'fault', kind: 'action', choices: ['list', 'clear', 'latency'], after: 'faults' },
      { name: 'times', kind: 'assignment', after: 'faults' },
    ],
  },
  { name: 'explain', arguments: [{ name: 'line', kind: 'line' }] },
  {
    name: 'profile',
    arguments: [
      { name: 'action', kind: 'action', choices: ['add', 'use'] },
      { name: 'profile', kind: 'profile' },
      { name: 'setting', kind: 'assignment', repeated: true },
    ],
  },
  {
    name: 'config',
    arguments: [
      { name: 'action', kind: 'action', choices: ['get', 'set'] },
      { name: 'setting', kind: 'setting' },
      { name: 'value', kind: 'text' },
    ],
  },
  { name: 'attach', arguments: [{ name: 'job', kind: 'job' }] },
  { name: 'wait', arguments: [{ name: 'job', kind: 'jobOrUuid', repeated: true }] },
  { name: 'run', arguments: [{ name: 'script', kind: 'file' }] },
];

const cloud: Readonly<Record<string, readonly LiveValue[]>> = {
  'resources Host': [
    { value: '11111111111111111111111111111111', name: 'host-1', state: 'Connected' },
    { value: '22222222222222222222222222222222', name: 'Kunlun 2', state: 'Disconnected' },
    { value: '33333333333333333333333333333333', name: '机房-3' },
  ],
  'resources VmInstance': [{ value: 'aaaa1111aaaa1111aaaa1111aaaa1111', name: 'web-1', state: 'Running' }],
  'values VmInstance.name': [
    { value: 'web-1', count: 2 },
    { value: 'db_1', count: 1 },
    { value: "it's", count: 1 },
    { value: 'two words' },
    { value: 'a,b' },
    { value: 'null' },
    { value: 'evil\u001b[31m' },
    { value: 'new\nline' },
    { value: '\u202egnirts' },
    { value: '' },
  ],
  'values VmInstance.name hostUuid=h1 state=Running': [{ value: 'only-here' }],
  'values Host.name': [{ value: 'host-1' }],
  'values Host.name zone.name=z': [{ value: 'host-in-z' }],
  'resources NetworkServiceProvider': [{ value: 'f'.repeat(32), name: 'vrouter' }],
  'values VmInstance.memorySize': [{ value: '1073741824' }],
};

export const keyOf = (query: LiveQuery): string =>
  query.kind === 'resources'
    ? `resources ${query.inventory}`
    : ['values', `${query.inventory}.${query.field}`, ...query.conditions].join(' ');

/** The committed registry, a few options and commands, and a small cloud that is known already. */
export const world: World = {
  registry,
  options,
  commands,
  settings: [
    { name: 'output', values: ['auto', 'json'] },
    { name: 'ca-file', isFile: true },
    { name: 'account' },
    { name: 'columns.', ofKinds: true },
  ],
  profiles: () => ['default', 'prod'],
  jobs: () => [
    { uuid: 'b'.repeat(32), api: 'StartVmInstance', state: 'running' },
    { uuid: 'c'.repeat(32), api: 'CreateZone', state: 'succeeded' },
  ],
  programs: ['jq', 'less', 'grep'],
  files: (begun) => ['out/', 'out/a b.json', 'query.json'].filter((file) => file.startsWith(begun)),
  live: (query) => cloud[keyOf(query)],
};
