import { replaced } from './edits.ts';
import { type Choices, type Editor, type Menu, type Step, type Surroundings, withText } from './state.ts';

/** Tab: the only candidate, what all have in common, or the menu. */
export function completed(editor: Editor, surroundings: Surroundings): Step {
  const choices = surroundings.complete(editor.text, editor.cursor);
  const [first, ...others] = choices.candidates;
  if (!first && !choices.note) return { editor, effects: ['bell'] };
  if (!first) return { editor: opened(editor, surroundings), effects: ['complete'] };
  if (others.length === 0)
    return { editor: replaced(editor, choices.from, choices.to, choices.insert(first)), effects: ['complete'] };
  const common = commonStart(choices);
  const typed = editor.text.slice(choices.from, editor.cursor);
  const longer = common.length > typed.length && common.toLowerCase().startsWith(typed.toLowerCase());
  const grown = longer && editor.cursor === choices.to ? replaced(editor, choices.from, choices.to, common) : editor;
  return { editor: opened(grown, surroundings), effects: ['complete'] };
}

/** The menu for the text as it is; closed where there is nothing to choose. */
export function opened(editor: Editor, surroundings: Surroundings): Editor {
  const choices = surroundings.complete(editor.text, editor.cursor);
  const { menu: _, ...closed } = editor;
  if (choices.candidates.length === 0 && !choices.note) return closed;
  return { ...closed, menu: { choices, selected: -1, origin: { text: editor.text, cursor: editor.cursor } } };
}

export function closed(editor: Editor): Editor {
  if (!editor.menu) return editor;
  const { menu: _, ...rest } = editor;
  return rest;
}

/** Closes the menu and takes back what it had put into the line. */
export function cancelled(editor: Editor): Editor {
  const { menu, ...rest } = editor;
  return menu ? { ...rest, ...menu.origin } : editor;
}

/** Goes `by` candidates on, round the list, and shows the chosen one in the line. */
export function chosen(editor: Editor, menu: Menu, by: number, round = true): Editor {
  const { candidates, from, to } = menu.choices;
  if (candidates.length === 0) return editor;
  const last = candidates.length - 1;
  const next = menu.selected < 0 ? (by > 0 ? by - 1 : last + 1 + by) : menu.selected + by;
  const selected =
    round && Math.abs(by) === 1 ? (next + candidates.length) % candidates.length : Math.min(last, Math.max(0, next));
  const { origin } = menu;
  const before = withText(editor, origin.text, origin.cursor);
  return { ...replaced(before, from, to, insertOf(menu.choices, selected)), menu: { ...menu, selected } };
}

function insertOf(choices: Choices, at: number): string {
  const choice = choices.candidates[at];
  return choice ? choices.insert(choice) : '';
}

/** The beginning that all inserts share. */
function commonStart({ candidates, ...choices }: Choices): string {
  let common: string | undefined;
  for (const candidate of candidates) {
    const insert = choices.insert(candidate);
    if (common === undefined) common = insert;
    let length = 0;
    while (length < common.length && common[length] === insert[length]) length++;
    common = common.slice(0, length);
    if (common === '') break;
  }
  return (common ?? '').replace(/[\ud800-\udbff]$/, '');
}
