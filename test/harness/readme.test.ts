import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { brokenRules, commandsForFreshMachine, playPage } from './readme.ts';
import { openShell, type Shell } from './shell.ts';

const page = `# A tool

\`\`\`sh
npm ci && npm install --global . && zstack-cli --sandbox QueryDatabaseBackup limit=5
\`\`\`

And:

\`\`\`sh
npm ci && npm test
\`\`\`

\`\`\`console
$ echo 1 > file; cat file
1
\`\`\`

\`\`\`ts
$ not run
\`\`\`

\`\`\`console
$ cat file
1

$ echo $$
<pid>
\`\`\`

The end.
`;

let shell: Shell;
beforeEach(() => {
  shell = openShell();
});
afterEach(() => shell.close());

describe('a page with examples', () => {
  it('is played, all blocks in one home', async () => {
    expect(await playPage(page, shell)).toEqual({ count: 3, difference: '', page });
  });

  it('is told what differs, and how it should be', async () => {
    const wrong = page.replace('$ cat file\n1\n', '$ cat file\n2\nand more\n');
    const played = await playPage(wrong, shell);
    expect(played.difference).toBe('  $ cat file\n- 2\n- and more\n+ 1\n  ');
    expect(played.page).toBe(page);
  });
});

describe('the commands for a fresh machine', () => {
  const [run, test] = commandsForFreshMachine(page) as [string, string];

  it('are found and right', () => {
    expect([run, test]).toEqual([
      'npm ci && npm install --global . && zstack-cli --sandbox QueryDatabaseBackup limit=5',
      'npm ci && npm test',
    ]);
    expect(brokenRules([run, test])).toEqual([]);
  });

  it.each([
    ['only one', [run], ['two commands install something, not 1', 'the second ends with the tests']],
    ['three', [run, test, test], ['two commands install something, not 3']],
    ['two lines', [run, 'npm ci \\\n && npm test'], ['a command is one line']],
    ['broken', [run, `npm ci && echo 'it && npm test`], ['bash reads both']],
    ['going on after a failure', [run, 'npm ci; echo && npm test'], ['the steps of a command are joined by &&']],
    ['for root', [`sudo ${run}`, test], ['nobody has to be root']],
    ['without the main job', ['npm ci && zstack-cli --help', test], ['the first ends with the main job']],
    ['without the tests', [run, 'npm ci && npm run lint'], ['the second ends with the tests']],
  ])('are told to be wrong: %s', (_, commands, faults) => {
    expect(brokenRules(commands)).toEqual(faults);
  });
});
