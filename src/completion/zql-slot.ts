import type { Place } from './slot.ts';

/** What may stand at a place of a ZQL text. Source of the grammar: ZQL.g4, ZStack 5.2.1. */
export type ZqlSlot = {
  readonly kind: 'zql';
  readonly phase: Phase;
  /** Keyword that began the statement. */
  readonly verb: string;
  /** Entity of the target, as typed. */
  readonly entity: string;
  /** Path before the piece for fields; whole path for operators and values. */
  readonly path: readonly string[];
  readonly comparison: string;
  /** Whether the piece stands inside of quotes that are open. */
  readonly quoted: boolean;
  readonly clauses: readonly string[];
};

type Phase =
  | 'statement'
  | 'target'
  | 'after-target'
  | 'own-field'
  | 'condition'
  | 'operator'
  | 'value'
  | 'after-value'
  | 'after-condition'
  | 'after-clause'
  | 'sort-key'
  | 'direction'
  | 'free';

interface State {
  readonly phase: Phase;
  readonly verb: string;
  readonly entity: string;
  readonly path: string;
  readonly comparison: string;
  readonly inList: boolean;
  readonly clauses: readonly string[];
  /** The statement that a sub-query stands in. */
  readonly outer?: State;
}

const start: State = {
  phase: 'statement',
  verb: '',
  entity: '',
  path: '',
  comparison: '',
  inList: false,
  clauses: [],
};

/** The statement words and, in the order the grammar wants, the clauses of each. */
export const clausesOf: Readonly<Record<string, readonly string[]>> = {
  query: ['where', 'restrict by', 'return with', 'group by', 'order by', 'limit', 'offset', 'filter by', 'named as'],
  count: ['where', 'restrict by', 'group by', 'order by', 'limit', 'offset', 'named as'],
  sum: ['by', 'where', 'order by', 'limit', 'offset', 'named as'],
  search: ['from', 'restrict by', 'limit', 'offset'],
};

export const comparisons = ['=', '!=', '>', '>=', '<', '<=', 'in', 'not in', 'like', 'not like', 'has', 'not has'];
export const nullTests = ['is null', 'is not null'];

const joined =
  /(?:restrict by|return with|group by|order by|filter by|named as|is not null|is null|not in|not like|not has)\b/;
const token = new RegExp(
  `'(?:[^']|'')*'|"[^"]*"|${joined.source}|[A-Za-z_][\\w.]*|-?\\d+(?:\\.\\d+)?|!=|>=|<=|[=<>(),]|[^\\s]`,
  'y',
);
/** Where the piece at the cursor begins: the end of a word, with the first word of a keyword of two. */
const piece =
  /(?:(?:restrict|return|group|order|filter|named|not|is not|is) )?[A-Za-z_][\w.]*$|(?:restrict|return|group|order|filter|named|not|is not|is) $|[!<>]=?$/;

/** Reads the text of a ZQL statement that begins at `from` in the word, up to the cursor. */
export function zqlSlot(word: string, from: number, at: number): Place {
  const text = word.slice(from, at);
  const { begin, open } = lastStatement(text);
  const typedAt = open >= 0 ? open + 1 : begin + (piece.exec(text.slice(begin))?.index ?? text.length - begin);
  const state = tokensOf(text.slice(begin, open >= 0 ? open : typedAt)).reduce(
    (reached, each) => step(reached, each),
    start,
  );
  const { phase, verb, entity, comparison, clauses } = state;
  const typed = text.slice(typedAt);
  const isPath = open < 0 && ['target', 'own-field', 'condition', 'sort-key'].includes(phase);
  const dot = isPath ? typed.lastIndexOf('.') + 1 : 0;
  const head = typed.slice(0, dot).split('.').filter(Boolean);
  const within = phase === 'target' && dot > 0;
  const rest = open >= 0 ? /^[^']*/ : /^\w*/;
  return {
    slot: {
      kind: 'zql',
      phase: within ? 'own-field' : phase,
      verb,
      entity: within ? (head[0] ?? '') : entity,
      path: phase === 'condition' ? head : state.path.split('.').filter(Boolean),
      comparison,
      quoted: open >= 0,
      clauses,
    },
    start: from + typedAt + dot,
    end: at + (rest.exec(word.slice(at))?.[0].length ?? 0),
  };
}

/** Where the last statement begins, and the quote it ends inside of, if any. */
function lastStatement(text: string): { readonly begin: number; readonly open: number } {
  let begin = 0;
  let open = -1;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (open >= 0) open = character === text[open] ? -1 : open;
    else if (character === "'" || character === '"') open = at;
    else if (character === ';') begin = at + 1;
  }
  return { begin, open };
}

function tokensOf(text: string): readonly string[] {
  const tokens: string[] = [];
  token.lastIndex = 0;
  for (let at = 0; at < text.length; ) {
    token.lastIndex = at;
    const found = token.exec(text)?.[0];
    if (found) tokens.push(found);
    at += found?.length ?? 1;
  }
  return tokens;
}

function step(state: State, word: string): State {
  const { phase } = state;
  if (word === '(' && phase === 'value') return { ...state, inList: true };
  if (word === '(' && phase !== 'after-target') return state;
  if (word === ')') return closed(state);
  switch (phase) {
    case 'statement':
      return Object.hasOwn(clausesOf, word)
        ? { ...state, verb: word, phase: word === 'search' ? 'free' : 'target' }
        : { ...state, phase: 'free' };
    case 'target': {
      const [entity = ''] = word.split('.');
      return { ...state, entity, phase: 'after-target' };
    }
    case 'after-target':
      if (word === '(') return { ...state, entity: '', phase: 'target' };
      return word === ',' ? { ...state, phase: 'own-field' } : clause(state, word);
    case 'own-field':
      return { ...state, phase: 'after-target' };
    case 'condition':
      return { ...state, path: word, phase: 'operator' };
    case 'operator':
      return { ...state, comparison: word, phase: nullTests.includes(word) ? 'after-condition' : 'value' };
    case 'value':
      if (word === 'query') return { ...start, verb: 'query', phase: 'target', outer: { ...state, inList: false } };
      return { ...state, phase: state.inList ? 'after-value' : 'after-condition' };
    case 'after-value':
      return word === ',' ? { ...state, phase: 'value' } : state;
    case 'after-condition':
      return word === 'and' || word === 'or' ? { ...state, phase: 'condition' } : clause(state, word);
    case 'sort-key':
      return { ...state, phase: state.clauses.at(-1) === 'order by' ? 'direction' : 'after-clause' };
    case 'direction':
      return { ...state, phase: 'after-clause' };
    case 'after-clause':
      return word === ',' && /by$/.test(state.clauses.at(-1) ?? '')
        ? { ...state, phase: 'sort-key' }
        : clause(state, word);
    case 'free':
      return clauseNames.has(word) ? clause(state, word) : { ...state, phase: 'after-clause' };
  }
}

const clauseNames = new Set(Object.values(clausesOf).flat());

function clause(state: State, word: string): State {
  const clauses = [...state.clauses, word];
  if (word === 'where') return { ...state, clauses, phase: 'condition' };
  if (word === 'group by' || word === 'order by' || word === 'by') return { ...state, clauses, phase: 'sort-key' };
  return { ...state, clauses, phase: clauseNames.has(word) ? 'free' : state.phase };
}

/** A list, a sub-query or a group of conditions is over. */
function closed(state: State): State {
  if (state.outer && !state.inList) return { ...state.outer, phase: 'after-condition' };
  if (state.phase === 'value' || state.phase === 'after-value')
    return { ...state, inList: false, phase: 'after-condition' };
  return state;
}
