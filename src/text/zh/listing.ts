/** `是不是想输入 a、b 或 c？`; nothing for no names. */
export function didYouMean(names: readonly string[]): string | undefined {
  return names.length === 0 ? undefined : `是不是想输入 ${listed(names, '或')}？`;
}

/** `a、b 和 c`. */
export function listed(names: readonly string[], word: '和' | '或'): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join('、')} ${word} ${names.at(-1)}`;
}

/** The first of a long list, and how many there are. */
export function some(values: readonly string[]): string {
  const shown = values.slice(0, most).join('、');
  return values.length > most ? `${shown} 等 ${values.length} 个` : shown;
}

/** Whole seconds, and minutes where there are some. */
export function elapsed(seconds: number): string {
  const whole = Math.floor(seconds);
  return whole < 60 ? `${whole} 秒` : `${Math.floor(whole / 60)} 分 ${whole % 60} 秒`;
}

const most = 8;
