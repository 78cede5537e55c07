import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enter, prompt, showsLine, sizes, takeSeat } from './desk.ts';

const seat = takeSeat();

describe.each(sizes)('on $columns x $rows', (size) => {
  it('a result is shown, numbered and kept', async () => {
    const terminal = await seat.open(size);
    await enter(terminal, 'QueryZone fields=name limit=1', /北京一区[\s\S]*\$1, /);
    await enter(terminal, 'more', /1[\s\S]*QueryZone/);
    await enter(terminal, 'more 1 -o json', '"name"');
  });

  it('a mistake is pointed at, and nothing is kept', async () => {
    const terminal = await seat.open(size);
    await enter(terminal, 'QueryZone nam=x', /\^+[\s\S]*name/);
    await enter(terminal, 'more', 'no results yet');
  });

  it('a result goes through programs', async () => {
    const terminal = await seat.open(size);
    await enter(terminal, "QueryZone | jq -r '.inventories[].name' | sort | head -1", /^上海二区$/m);
    await terminal.until(prompt);
  });

  it('earlier results stand in later words', async () => {
    const terminal = await seat.open(size);
    await enter(terminal, 'QueryZone name=上海二区', /\$1, /);
    await enter(terminal, 'QueryZone uuid=$_.inventories[0].uuid fields=name', /上海二区[\s\S]*\$2, /);
  });

  it('watch redraws in place until it is ended', async () => {
    const terminal = await seat.open(size);
    await enter(terminal, 'watch -n 0.2 QueryZone fields=name', /every 0.2 s[\s\S]*北京一区/);
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(terminal.screen().filter((row) => row.includes('北京一区'))).toHaveLength(1);
    terminal.press('ctrl-c');
    await terminal.until(prompt);
    expect(terminal.screen().join('\n')).toContain('北京一区');
  });

  it('watch bears a node that is in trouble, and shows what it last knew', async () => {
    const terminal = await seat.open(size);
    await enter(terminal, 'watch -n 0.2 QueryZone fields=name', /every 0.2 s[\s\S]*北京一区/);
    await seat.shell().run("zstack-cli sandbox faults error-500 on='GET /v1/zones'");
    await terminal.until(/every 0.2 s[\s\S]*refused with H[\s\S]*北京一区/);
    await seat.shell().run('zstack-cli sandbox faults clear');
    await terminal.until((screen) => !screen.join().includes('refused') && screen.join().includes('北京一区'));
    terminal.press('ctrl-c');
    await terminal.until(prompt);
  });

  it('a long result is shown page by page, and q returns to the prompt', async () => {
    const terminal = await seat.open(size);
    terminal.type('QueryVmInstance fields=uuid -o json');
    terminal.press('enter');
    await terminal.until(/^:/m);
    terminal.type('q');
    await terminal.until(prompt);
    await enter(terminal, 'show bell', /bell +10/);
  });
});

describe('pipes and files', () => {
  it('are written whole and appended to', async () => {
    const terminal = await seat.open();
    const file = path.join(seat.shell().home, 'zones file.json');
    await enter(terminal, `QueryZone fields=name > "${file}"`, /\$1, /);
    const once = readFileSync(file, 'utf8');
    expect(JSON.parse(once).inventories).toHaveLength(2);
    await enter(terminal, `QueryZone fields=name >> "${file}"`, /\$2, /);
    expect(readFileSync(file, 'utf8')).toBe(once + once);
    await enter(
      terminal,
      `QueryZone | jq -c '.inventories | length' > ${path.join(seat.shell().home, 'count')}`,
      /\$3, /,
    );
    expect(readFileSync(path.join(seat.shell().home, 'count'), 'utf8')).toBe('2\n');
  });

  it('give what one shot gives, byte for byte', async () => {
    const terminal = await seat.open();
    const line = `QueryVmInstance 'name~=web' sortBy=name fields=uuid,name,state limit=5`;
    const file = path.join(seat.shell().home, 'same.json');
    await enter(terminal, `${line} > ${file}`, /\$1, /);
    const { stdout } = await seat.shell().run(`zstack-cli --sandbox ${line}`);
    expect(stdout).not.toBe('');
    expect(readFileSync(file, 'utf8')).toBe(stdout);
  });

  it('take a | in quotes as data', async () => {
    const terminal = await seat.open();
    await enter(terminal, `QueryZone 'name=a|b' | jq -c .inventories`, /^\[\]$/m);
  });

  it.each([
    ['QueryZone |', 'a program is missing'],
    ['| jq .', 'a program is missing'],
    ['QueryZone >', 'a file is missing'],
    ['QueryZone > a b', 'cannot stand after the file'],
    ['QueryZone | nosuchprogram', 'there is no program “nosuchprogram”'],
    ['QueryZone > /nowhere/at/all', 'cannot write /nowhere/at/all'],
  ])('refuse %s before anything is sent', async (line, complaint) => {
    const terminal = await seat.open();
    await enter(terminal, line, complaint);
    await enter(terminal, 'more', 'no results yet');
  });

  it('bear a program that reads no more, and tell of one that fails', async () => {
    const terminal = await seat.open();
    await enter(terminal, 'QueryVmInstance | head -c 1', /^\{%/m);
    await terminal.until(prompt);
    expect(terminal.screen().join('\n')).not.toContain('ended');
    await enter(terminal, 'QueryZone | false', 'false ended with 1');
    await enter(terminal, 'show bell', /bell +10/);
  });

  it('are left with Ctrl-C', async () => {
    const terminal = await seat.open();
    terminal.type('QueryZone | sleep 60');
    terminal.press('enter');
    await new Promise((resolve) => setTimeout(resolve, 500));
    terminal.press('ctrl-c');
    await terminal.until(prompt, 3000);
    await enter(terminal, 'show bell', /bell +10/);
  });

  it('leave the terminal to a program that reads it', async () => {
    const terminal = await seat.open();
    await enter(terminal, 'QueryVmInstance | less', /^:/m);
    terminal.type('G');
    await terminal.until('(END)');
    terminal.type('q');
    await terminal.until(prompt);
  });

  it('go to a shell after !', async () => {
    const terminal = await seat.open();
    await enter(terminal, '!echo $((6*7)) && stty -a | grep -o " icanon"', /^42[\s\S]* icanon/m);
    await enter(terminal, '!exit 3', 'ended with 3');
  });
});

describe('results', () => {
  it('are saved, and nothing is written over', async () => {
    const terminal = await seat.open();
    await enter(terminal, 'QueryZone', /\$1, /);
    await enter(terminal, 'QueryCluster limit=1', /\$2, /);
    const folder = seat.shell().home;
    await enter(terminal, `save 1,2 ${folder}`, 'QueryCluster-2.json');
    expect(JSON.parse(readFileSync(path.join(folder, 'QueryZone-1.json'), 'utf8')).inventories).toHaveLength(2);
    await enter(terminal, `save 1 ${folder}`, 'it is there al');
    await enter(terminal, 'save 9', 'there is no result $9');
  });

  it('are compared by uuid', async () => {
    const terminal = await seat.open();
    await enter(terminal, 'QueryZone', /\$1, /);
    await enter(terminal, 'QueryZone name=上海二区', /\$2, /);
    await enter(terminal, 'diff $1 $2', /^- +\w{32} +北京一区/m);
    await enter(terminal, 'diff 1 1', 'no difference');
    await enter(terminal, 'diff 1 2 | jq -r .differences[].change', /^-$/m);
  });

  it('that failed are marked', async () => {
    const terminal = await seat.open();
    await enter(terminal, `DeleteZone uuid=${'0'.repeat(32)} --yes`, /error|\$1/);
    await terminal.until(prompt);
    await enter(terminal, 'more', /DeleteZone/);
  });

  it('of an earlier session are there in the next', async () => {
    const first = await seat.open({ state: 'kept' });
    await enter(first, 'QueryZone fields=name', /\$1, /);
    first.press('ctrl-d');
    await first.exit();
    const second = await seat.open({ state: 'kept' });
    await enter(second, 'more', /1 +QueryZone fields=name/);
    second.press('up', 'up');
    await showsLine(second, 80, 'QueryZone fields=name');
  });
});

describe('short names', () => {
  it('stand for lines, with their words', async () => {
    const terminal = await seat.open();
    await enter(terminal, `alias zone='QueryZone name=$1 fields=\${2:-name,uuid}'`, prompt);
    await enter(terminal, 'zone 上海二区 name', /上海二区[\s\S]*\$1, /);
    await enter(terminal, 'zone', 'zone needs a word for $1');
    await enter(terminal, 'alias loop="loop x"', 'go round in circles');
    await enter(terminal, 'alias help=x', 'means something already');
    await enter(terminal, 'alias', /zone +QueryZone/);
    await enter(terminal, 'alias remove zone', prompt);
    await enter(terminal, 'zone', 'no API');
  });

  it('of several shells at once are all kept', async () => {
    const [one, other] = [await seat.open(), await seat.open()];
    await enter(one, "alias uno='QueryZone limit=1'", prompt);
    await enter(other, "alias due='QueryZone limit=2'", prompt);
    await enter(one, "alias tre='QueryZone limit=3'", prompt);
    await enter(other, 'alias', /uno +QueryZone[\s\S]*due +QueryZone[\s\S]*tre +QueryZone/);
    await enter(one, 'alias remove due', prompt);
    for (const name of ['uno', 'tre']) await enter(other, `alias remove ${name}`, prompt);
  });

  it('keep queries', async () => {
    const terminal = await seat.open();
    await enter(terminal, 'query save z QueryZone name=$1 fields=name', prompt);
    await enter(terminal, 'query list', /z +QueryZone name=\$1/);
    await enter(terminal, 'query run z 北京一区', /北京一区[\s\S]*\$1, /);
    await enter(terminal, 'query run y', 'no kept query “y”');
    await enter(terminal, 'query remove z', prompt);
  });
});

describe('settings', () => {
  it('are shown, changed and checked', async () => {
    const terminal = await seat.open();
    await enter(terminal, 'set output json', prompt);
    await enter(terminal, 'QueryZone fields=name limit=1', '"inventories"');
    await enter(terminal, 'show output', /output|json/);
    await enter(terminal, 'set output auto', prompt);
    await enter(terminal, 'set outptu json', 'did you mean output?');
    await enter(terminal, 'set output jsno', /json/);
    await enter(terminal, 'set bell x', 'whole number');
    await enter(terminal, 'set timing on', prompt);
    await enter(
      terminal,
      'QueryZone limit=1',
      /line and registry \d+ ms, (?:connect \d+ ms, )?server \d+ ms, output \d+ ms/,
    );
    await enter(terminal, 'set timing off', prompt);
    await enter(terminal, 'set prompt "%a on %p >>> "', 'admin on sandbox >>>');
    await enter(terminal, 'set prompt ""', 'admin@sandbox >>>');
    await enter(terminal, 'set danger *sand*', prompt);
    expect(terminal.output()).toContain('\u001b[31madmin@sandbox');
    await enter(terminal, 'set danger *prod*', prompt);
  });
});

describe('a call that does not end', () => {
  let server: Server;
  let url: string;
  beforeAll(async () => {
    server = createServer(() => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/zstack`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it('is given up with Ctrl-C at once, and the terminal is left to the next line', async () => {
    const terminal = await seat.open({ words: `--url ${url}`, env: { ZSTACK_SESSION_ID: '0'.repeat(32) } });
    terminal.type('QueryZone');
    terminal.press('enter');
    await new Promise((resolve) => setTimeout(resolve, 700));
    const began = performance.now();
    terminal.press('ctrl-c');
    await terminal.until((screen) => screen.filter((row) => row.includes('>>>')).length === 2);
    // A slow machine is given time; the target is 100 ms.
    expect(performance.now() - began).toBeLessThan(1000);
    terminal.type('typed');
    await showsLine(terminal, 80, 'typed');
  });

  it('lets one type ahead', async () => {
    const terminal = await seat.open({ words: `--url ${url}`, env: { ZSTACK_SESSION_ID: '0'.repeat(32) } });
    terminal.type('QueryZone');
    terminal.press('enter');
    await new Promise((resolve) => setTimeout(resolve, 500));
    terminal.type('ahead');
    terminal.press('ctrl-c');
    terminal.type('after');
    await showsLine(terminal, 80, 'after');
  });
});

describe('the end', () => {
  it.each(['exit', 'quit'])('comes with %s', async (word) => {
    const terminal = await seat.open();
    terminal.type(word);
    terminal.press('enter');
    expect(await terminal.exit()).toBe(0);
  });

  it.each([
    ['TERM', 143],
    ['HUP', 129],
  ])('comes with SIG%s, and the terminal is as it was', async (signal, code) => {
    const terminal = await seat.open({ afterwards: 'echo "ended $?"; stty -a | grep -o " icanon\\| echo "; true' });
    terminal.type(`!kill -${signal} $PPID`);
    terminal.press('enter');
    await terminal.until(`ended ${code}`);
    await terminal.until(/icanon[\s\S]*echo|echo[\s\S]*icanon/);
    expect(terminal.output()).toContain('\u001b[?2004l');
  });
});
