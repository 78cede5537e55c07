import type { Problems } from '../../errors.ts';
import type { ReplText } from '../repl.ts';
import type { Phrase } from '../text.ts';
import { didYouMean } from './listing.ts';

export const repl: ReplText = {
  welcome: (version) => `zstack-cli ${version}: Tab completes, F1 explains, Ctrl-R searches, Ctrl-D leaves`,
  search: 'search: ',
  group: (group) => groups[group] ?? group,
  position: (selected, total) => `${selected} of ${total}`,
  loading: 'loading …',
  nothing: 'nothing found',
  ago,
  needs: (names) => `still needed: ${names.join(', ')}`,
  recovered: 'this line was being typed when the last session ended; → takes it',
  secretsLeftOut: 'secrets were left out; they are asked for when the line is entered',
  ended: (program, how) =>
    typeof how === 'number' ? `${program} ended with ${how}` : `${program} was ended by ${how}`,
  result: (number, seconds) => `$${number}, ${seconds.toFixed(seconds < 10 ? 2 : 1)} s`,
  noResults: 'no results yet',
  failed: 'failed',
  same: 'no difference',
  saved: (file) => `saved ${file}`,
  imported: (lines) => (lines === 1 ? '1 line imported' : `${lines} lines imported`),
  cleared: 'history and results are forgotten',
  refreshed: 'what was kept for completion is forgotten',
  notKept: (reason) => `history and results cannot be kept: ${reason}`,
  using: (profile) => `profile ${profile}`,
  askSecret: (name) => name,
  heading: { commands: 'In the REPL', keys: 'Keys and signs' },
  keys: [
    ['Tab', 'complete; again, or arrows, to choose; Esc to give up'],
    ['→ End Alt-F', 'take the grey text, or a word of it'],
    ['Ctrl-R', 'search history'],
    ['F1', 'explain what is at the cursor'],
    ['F5', 'the shape of the answer'],
    ['Ctrl-X Ctrl-E', 'edit the line in $EDITOR'],
    ['Alt-Enter', 'a line break; an open quote or a last backslash goes on too'],
    ['Ctrl-C', 'clear the line, or end what runs'],
    ['… | jq .x', 'give the result to programs'],
    ['… > file', 'write the result; >> appends'],
    ['$_  $3.inventories[0].uuid', 'earlier results in a line'],
    ['! ls', 'run a command of the shell'],
  ],
  command: {
    alias: 'give a line a short name: alias up="UpdateVmInstance uuid=$1 name=$2"',
    clear: 'clear the screen',
    diff: 'compare two results by uuid: diff $3 $7',
    exit: 'leave',
    history: 'lines entered before; history clear, history import',
    more: 'earlier results; more 3 shows one of them',
    query: 'keep lines by name: query save x <line>, query run x, query list, query remove x',
    quit: 'leave',
    refresh: 'forget what was kept for completion',
    save: 'write results into files: save 3,4 folder',
    set: 'change a setting: set output json',
    show: 'show the settings',
    use: 'change the profile',
  },
};

export const replProblems = {
  'nothing-after': ({ sign }: Problems['nothing-after']): Phrase =>
    sign === '|'
      ? { text: 'a program is missing beside this |', hint: 'a | that belongs to a value stands in quotes' }
      : { text: `a file is missing after ${sign}` },
  'after-file': ({ word }: Problems['after-file']): Phrase => ({
    text: `“${word}” cannot stand after the file`,
    hint: 'a name with blanks stands in quotes',
  }),
  'program-failed': ({ program, reason }: Problems['program-failed']): Phrase => ({
    text: reason === 'ENOENT' ? `there is no program “${program}”` : `cannot start ${program}: ${reason}`,
  }),
  'file-unwritable': ({ file, reason }: Problems['file-unwritable']): Phrase => ({
    text: `cannot write ${file}: ${fileReasons[reason] ?? reason}`,
  }),
  'no-result': ({ number, last }: Problems['no-result']): Phrase => ({
    text: number === 0 || last === 0 ? 'there is no result yet' : `there is no result $${number}`,
    hint: last > 0 ? 'more lists those that are kept' : undefined,
  }),
  'result-not-kept': ({ number }: Problems['result-not-kept']): Phrase => ({
    text: `result $${number} was too large to be kept`,
  }),
  'no-such-part': ({ reference }: Problems['no-such-part']): Phrase => ({
    text: `the result has nothing at ${reference}`,
  }),
  'not-comparable': ({ number }: Problems['not-comparable']): Phrase => ({ text: `result $${number} holds no rows` }),
  'unknown-saved': ({ kind, name, nearest }: Problems['unknown-saved']): Phrase => ({
    text: kind === 'alias' ? `no alias “${name}”` : `no kept query “${name}”`,
    hint: didYouMean(nearest),
  }),
  'name-taken': ({ name }: Problems['name-taken']): Phrase => ({ text: `“${name}” means something already` }),
  'alias-loop': ({ names }: Problems['alias-loop']): Phrase => ({
    text: `these aliases go round in circles: ${names.join(' → ')}`,
  }),
  'value-missing': ({ name, place }: Problems['value-missing']): Phrase => ({
    text: `${name} needs a word for ${place}`,
  }),
  'stdin-in-repl': (): Phrase => ({
    text: 'here standard input is the keyboard',
    hint: 'write the value, or name=@file',
  }),
};

const groups: Readonly<Record<string, string>> = {
  commands: 'commands',
  apis: 'APIs',
  options: 'options',
  conditions: 'conditions',
  joins: 'joined resources',
  parameters: 'parameters',
  operators: 'operators',
  values: 'values',
};

const fileReasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such folder',
  EISDIR: 'it is a folder',
  EACCES: 'no permission',
  EEXIST: 'it is there already',
  ENOSPC: 'no space is left',
};

function ago(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return 'now';
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h`;
  return `${Math.floor(minutes / 1440)} days`;
}
