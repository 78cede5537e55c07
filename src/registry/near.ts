/**
 * The names a person may have meant, best first and at most `most`: mistyped (case-blind Damerau-Levenshtein), begun,
 * a part of the name, or its humps (`QVmIns`, `QueryBackup`). Empty where nothing comes close. Equally near names keep
 * their order.
 */
export function nearest(word: string, names: Iterable<string>, most = 3): readonly string[] {
  const wanted = wantedOf(word);
  // Each letter that a name lacks is a mistake at least: cheap to see, and leaves few names to compare.
  const lacking = Array.from({ length: wanted.limit + 1 }, (): { name: string; place: number }[] => []);
  let place = 0;
  for (const name of new Set(names)) {
    const count = lackedBy(name.toLowerCase(), wanted);
    lacking[count]?.push({ name, place });
    place++;
  }
  const found: { readonly name: string; readonly place: number; readonly cost: number }[] = [];
  let best = Infinity;
  for (const [count, some] of lacking.entries()) {
    if (count > best * 1.5) break;
    for (const each of some) {
      const cost = costOf(wanted, each.name);
      if (cost < Infinity) found.push({ ...each, cost });
      if (cost < best) best = cost;
    }
  }
  return found
    .filter(({ cost }) => cost <= best * 1.5)
    .sort((a, b) => a.cost - b.cost || a.place - b.place)
    .slice(0, most)
    .map(({ name }) => name);
}

interface Wanted {
  readonly text: string;
  readonly humps: readonly string[];
  /** Of the text, those first that few names have, equal ones together. */
  readonly letters: readonly string[];
  /** Mistakes that are forgiven. */
  readonly limit: number;
}

function wantedOf(word: string): Wanted {
  const text = word.toLowerCase();
  const limit = word.length < 3 ? 0 : 1 + Math.floor(word.length / 6);
  return { text, humps: humpsOf(word), letters: text.split('').sort(byRarity), limit };
}

function byRarity(one: string, other: string): number {
  return usual.indexOf(one) - usual.indexOf(other) || (one < other ? -1 : 1);
}

/** The letters of names, rare ones first. */
const usual = 'qzxjwykfbhvgpmudlcnosraite';

/**
 * In mistakes. A beginning counts as half of one, a part of the name as one and a half, and more where more is missing;
 * humps count as one, and more for every hump left out.
 */
function costOf({ text, humps, limit }: Wanted, name: string): number {
  const lower = name.toLowerCase();
  if (lower === text) return 0;
  const missing = Math.min(Math.abs(lower.length - text.length), 18) / 20;
  if (text.length > 1 && lower.startsWith(text)) return 0.5 + missing;
  const { whole, begun } = mistakes(text, lower, limit);
  return Math.min(
    whole,
    limit > 1 && begun <= limit / 2 ? begun + 0.5 + missing : Infinity,
    text.length > 2 && isPart(text, lower, name) ? 1.5 + missing : Infinity,
    1 + skippedHumps(humps, lower, name) / 4,
  );
}

/** Letters of the text that the name lacks, counted up to one more than the limit. */
function lackedBy(name: string, { letters, limit }: Wanted): number {
  let lacking = 0;
  let last = '';
  let at = -1;
  for (const letter of letters) {
    if (letter !== last) at = name.indexOf(letter);
    else if (at >= 0) at = name.indexOf(letter, at + 1);
    if (at < 0 && ++lacking > limit) break;
    last = letter;
  }
  return lacking;
}

/**
 * Insertions, deletions, replacements and swaps of neighbours that make the text the name (`whole`) or a beginning of it
 * (`begun`); `Infinity` beyond the limit. Optimal string alignment: no place is touched twice. A line holds the cells
 * within the limit of the diagonal, so the same place of the line before is the neighbour up and left.
 */
function mistakes(text: string, name: string, limit: number): { readonly whole: number; readonly begun: number } {
  const far = limit + 1;
  const width = limit + far;
  let before: number[] = [];
  let last = Array.from({ length: width }, (_, place) => (place < limit ? far : place - limit));
  let least = 0;
  for (let row = 1; row <= text.length; row++) {
    const letter = text.charCodeAt(row - 1);
    const earlier = text.charCodeAt(row - 2);
    const line: number[] = [];
    least = far;
    let cost = far;
    for (let place = 0; place < width; place++) {
      const column = row + place - limit;
      if (column < 1 || column > name.length) cost = column === 0 ? row : far;
      else {
        const other = name.charCodeAt(column - 1);
        const inserted = cost + 1;
        const deleted = (last[place + 1] ?? far) + 1;
        cost = (last[place] ?? far) + (letter === other ? 0 : 1);
        if (inserted < cost) cost = inserted;
        if (deleted < cost) cost = deleted;
        if (earlier === other && letter === name.charCodeAt(column - 2))
          cost = Math.min(cost, (before[place] ?? far) + 1);
      }
      line.push(cost);
      if (cost < least) least = cost;
    }
    if (least > limit) return { whole: Infinity, begun: Infinity };
    before = last;
    last = line;
  }
  const whole = last[name.length - text.length + limit] ?? far;
  return { whole: whole <= limit ? whole : Infinity, begun: least <= limit ? least : Infinity };
}

/** Whether the text stands in the name where one of its humps begins. */
function isPart(text: string, lower: string, name: string): boolean {
  for (let at = lower.indexOf(text); at >= 0; at = lower.indexOf(text, at + 1))
    if (/[A-Z]/.test(name.charAt(at))) return true;
  return false;
}

/** Humps of the name that were left out where those of the word begin others of it in their order, the first the first. */
function skippedHumps(wanted: readonly string[], lower: string, name: string): number {
  if (wanted.length < 2 || !lower.startsWith(wanted[0] ?? '')) return Infinity;
  const humps = humpsOf(name);
  let place = 0;
  for (const hump of wanted) {
    const found = humps.findIndex((each, index) => index >= place && each.startsWith(hump));
    if (found < 0 || (place === 0 && found > 0)) return Infinity;
    place = found + 1;
  }
  return humps.length - wanted.length;
}

/** `query`, `vm`, `instance` of `QueryVmInstance`. */
function humpsOf(name: string): readonly string[] {
  return name.split(/(?=[A-Z])/).map((hump) => hump.toLowerCase());
}
