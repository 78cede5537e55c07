import { describe, expect, it } from 'vitest';
import { play } from './play.ts';
import { difference, parseSession, printSession, settle } from './session.ts';
import { openShell } from './shell.ts';

const place = { home: '/tmp/x/home' };
const text = `# Comments.
#
# More of them.

$ one 'a
> b'
first

third
! warned
!
! again
[exit 2]

$ two
\\


$ three
text
[no newline]
`;

describe('a session', () => {
  it('is read with its commands, streams and marks', () => {
    const { head, steps } = parseSession(text);
    expect(head).toBe('# Comments.\n#\n# More of them.\n\n');
    expect(steps).toEqual([
      {
        command: "one 'a\nb'",
        stdout: ['first', '', 'third'],
        stderr: ['warned', '', 'again'],
        marks: ['[exit 2]'],
        gap: 1,
      },
      { command: 'two', stdout: [''], stderr: [], marks: [], gap: 2 },
      { command: 'three', stdout: ['text'], stderr: [], marks: ['[no newline]'], gap: 0 },
    ]);
  });

  it('is printed as it was read', () => {
    expect(printSession(parseSession(text))).toBe(text);
  });

  it.each(['', 'hello\n', '# only this\n', 'stray\n$ one\n'])('has a command and nothing stray: %j', (text) => {
    expect(() => parseSession(text)).toThrow('a session begins with');
  });

  const [step] = parseSession('$ one\na <ms>\nb\n! e\n').steps as [ReturnType<typeof parseSession>['steps'][0]];

  it('stays as expected where it happened so', () => {
    expect(settle(step, { stdout: 'a 7\nb\n', stderr: 'e\n', exit: 0 }, place)).toEqual(step);
  });

  it.each([
    ['a wrong line', { stdout: 'a 7\nc\n' }, '  a <ms>\n- b\n+ c\n  ! e'],
    ['a line too many', { stdout: 'a 7\nb\nc\n' }, '  a <ms>\n  b\n+ c\n  ! e'],
    ['a line too few', { stdout: 'a 7\n' }, '  a <ms>\n- b\n  ! e'],
    ['a value that the pattern does not fit', { stdout: 'a x\nb\n' }, '- a <ms>\n+ a x\n  b\n  ! e'],
    ['an empty line too many', { stdout: 'a 7\nb\n\n' }, '  a <ms>\n  b\n+ \n  ! e'],
    ['a missing end of line', { stdout: 'a 7\nb' }, '  a <ms>\n  b\n  ! e\n+ [no newline]'],
    ['a wrong stderr', { stderr: 'f\n' }, '  a <ms>\n  b\n- ! e\n+ ! f'],
    ['a silent stderr', { stderr: '' }, '  a <ms>\n  b\n- ! e'],
    ['stdout in place of stderr', { stdout: 'a 7\nb\n! e\n', stderr: '' }, '  a <ms>\n  b\n- ! e\n+ \\! e'],
    ['a missing end of line on stderr', { stderr: 'e' }, '  a <ms>\n  b\n  ! e\n+ [stderr without newline]'],
    ['a wrong exit', { exit: 3 }, '  a <ms>\n  b\n  ! e\n+ [exit 3]'],
    ['no end', { exit: 'timed out' as const }, '  a <ms>\n  b\n  ! e\n+ [timed out]'],
  ])('shows %s', (_, change, shown) => {
    const happened = settle(step, { stdout: 'a 7\nb\n', stderr: 'e\n', exit: 0, ...change }, place);
    const session = parseSession('$ zero\n\n$ one\na <ms>\nb\n! e\n');
    const steps = [...session.steps.slice(0, 1), happened];
    expect(difference(session, { ...session, steps })).toBe(`  $ one\n${shown}`);
    // And written down as it happened, it reads back as what happens.
    const again = parseSession(printSession({ ...session, steps }));
    expect(again.steps[1]).toEqual(happened);
  });

  it('shows an exit that was expected and did not come', () => {
    const session = parseSession('$ one\n[exit 1]\n');
    const steps = session.steps.map((step) => settle(step, { stdout: '', stderr: '', exit: 0 }, place));
    expect(difference(session, { ...session, steps })).toBe('  $ one\n- [exit 1]');
  });

  it('keeps its patterns when it is written anew', () => {
    const uuid = '9f5010336a233d6ebbd82594a6d56e7c';
    const [before] = parseSession('$ one\njob <uuid> made\ntook <ms> ms\n').steps as [typeof step];
    const happened = settle(before, { stdout: `now\njob ${uuid} done\ntook 12 ms\n`, stderr: '', exit: 0 }, place);
    expect(happened.stdout).toEqual(['now', 'job <uuid> done', 'took <ms> ms']);
  });
});

describe('a session that is played', () => {
  async function played(text: string, limit?: number): Promise<string> {
    const shell = openShell(limit);
    try {
      return (await play(parseSession(text), shell)).difference;
    } finally {
      shell.close();
    }
  }

  it('runs in one home, in order, with bash', async () => {
    const text = [
      '$ echo 云主机 > file; printf "%s\\n" "$PWD" "$HOME" "$COLUMNS" "$LANG"',
      ...['<home>', '<home>', '80', 'C.UTF-8'],
      `$ cat file; cat <<< 'a`,
      `> b'`,
      ...['云主机', 'a', 'b'],
      '$ echo out; echo err >&2; exit 3',
      ...['out', '! err', '[exit 3]'],
      '$ kill -TERM $$',
      '[exit 143]',
      `$ false | cat; echo "$?"`,
      '1',
      "$ printf 'a\\033[1m'",
      ...['a<esc>[1m', '[no newline]'],
      '$ cat',
    ];
    expect(await played(`${text.join('\n')}\n`)).toBe('');
  });

  it('sees nothing of who runs it', async () => {
    process.env.ZSTACK_SESSION_ID = 'secret';
    process.env.NO_COLOR = '1';
    try {
      expect(await played('$ env | grep -E "ZSTACK|COLOR|NODE" || echo none\nnone\n')).toBe('');
    } finally {
      delete process.env.ZSTACK_SESSION_ID;
      delete process.env.NO_COLOR;
    }
  });

  it.each([
    ['line', '$ echo b\na\n', '  $ echo b\n- a\n+ b'],
    ['exit', '$ false\n', '  $ false\n+ [exit 1]'],
    ['stderr', '$ echo a >&2\na\n', '  $ echo a >&2\n- a\n+ ! a'],
  ])('fails on a wrong %s', async (_, text, shown) => {
    expect(await played(text)).toBe(shown);
  });

  it('does not wait for ever', async () => {
    expect(await played('$ sleep 100 | cat\n', 300)).toBe('  $ sleep 100 | cat\n+ [timed out]');
  });

  it('leaves no process running, and tells of one', async () => {
    await expect(played('$ setsid sleep 98 < /dev/null > /dev/null 2>&1 &\n')).rejects.toThrow(
      /left running: .*sleep 98/,
    );
  });
});
