import type { Key } from './keys.ts';
import { blankWordStart, previousPlace } from './places.ts';
import type { Editor, Search, Step, Surroundings } from './state.ts';

/** Opens the search through history; what stands in the line is the first query. */
export function searched(editor: Editor, surroundings: Surroundings): Editor {
  return { ...editor, search: look(editor.text.includes('\n') ? '' : editor.text, surroundings) };
}

/** A key while the search is open; `undefined` ends it and lets the key act on the line that was found. */
export function reduceSearch(editor: Editor, search: Search, key: Key, surroundings: Surroundings): Step | undefined {
  const at = (search: Search): Step => ({ editor: { ...editor, search }, effects: [] });
  if (key.kind !== 'key') return at(look(search.query + key.text.replaceAll('\n', ' '), surroundings));
  const { query, hits, selected } = search;
  switch (key.name) {
    case 'ctrl-r':
    case 'down':
    case 'ctrl-n':
    case 'tab':
      return at({ ...search, selected: Math.min(selected + 1, Math.max(0, hits.length - 1)) });
    case 'ctrl-s':
    case 'up':
    case 'ctrl-p':
    case 'shift-tab':
      return at({ ...search, selected: Math.max(0, selected - 1) });
    case 'page-down':
      return at({ ...search, selected: Math.min(selected + page, Math.max(0, hits.length - 1)) });
    case 'page-up':
      return at({ ...search, selected: Math.max(0, selected - page) });
    case 'backspace':
    case 'ctrl-h':
      return at(look(query.slice(0, previousPlace(query, query.length)), surroundings));
    case 'ctrl-w':
    case 'alt-backspace':
      return at(look(query.slice(0, blankWordStart(query, query.length)), surroundings));
    case 'ctrl-u':
      return at(look('', surroundings));
    case 'escape':
    case 'ctrl-g':
    case 'ctrl-c':
      return { editor: left(editor), effects: [] };
    case 'enter':
    case 'ctrl-j':
      return { editor: accepted(editor, search), effects: [] };
    default:
      return undefined;
  }
}

/** The line that was found takes the place of the one that was typed. */
export function accepted(editor: Editor, { hits, selected }: Search): Editor {
  const hit = hits[selected];
  return hit ? { ...left(editor), text: hit.line, cursor: hit.line.length } : left(editor);
}

function left(editor: Editor): Editor {
  const { search: _, ...rest } = editor;
  return rest;
}

function look(query: string, surroundings: Surroundings): Search {
  return { query, hits: surroundings.search(query), selected: 0 };
}

const page = 10;
