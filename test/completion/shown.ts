import type { Candidate } from '../../src/completion/candidate.ts';

/** The first candidates as a person would read them, `*` behind required ones, `(label)` where it differs, and how many more. */
export function shown(candidates: readonly Candidate[], most = 6): string {
  const first = candidates.slice(0, most).map(({ text, tail, ends, required, label }) => {
    const name = label === undefined || label === text ? '' : `(${label})`;
    return `${text}${tail}${name}${ends ? '' : '…'}${required ? '*' : ''}`;
  });
  const more = candidates.length - first.length;
  return candidates.length === 0 ? '(nothing)' : [...first, ...(more > 0 ? [`+${more}`] : [])].join(' · ');
}
