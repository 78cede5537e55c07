/**
 * Values that real clouds hold and programs stumble over. A handful of the demo's rows carry them, each for one purpose.
 */
export const awkward = {
  /** Two columns wide, a surrogate pair. */
  emoji: '🚀 ci-runner',
  /** Three faces and two joiners that a terminal draws as one. */
  joined: '👨‍👩‍👧 相册',
  /** The accent is a character of its own, without width. */
  combining: 'cafe\u0301-web',
  /** The query string of the REST API has no way to carry it. */
  apostrophe: "it's a db",
  /** Both are wildcards of `~=`. */
  wildcards: '100%_off',
  doubleQuotes: 'Ubuntu 22.04 "Jammy"',
  backslash: 'D:\\数据',
  /** Would turn the terminal red where control characters are not escaped. */
  escape: '\u001b[31mred-alert\u001b[0m',
  newline: '主库\n每日 02:00 备份',
  /** Shows as `invoiceexe.pdf` where bidirectional overrides are not escaped. */
  bidi: 'invoice\u202efdp.exe',
  spaces: '  padded  ',
  /** The longest name that the server takes: 255 characters. */
  longest: `归档镜像-${'0123456789'.repeat(25)}`,
  /** A value that looks like a condition. */
  condition: 'a!=b',
  /** Text, although it looks like a number, with zeros that count. */
  number: '007',
  /** Text of four letters, not the null that it looks like. */
  nullWord: 'null',
  /** Not null either. */
  empty: '',
  /** 2^53 + 1: the first whole number that a double cannot hold. */
  huge: 9007199254740993n,
} as const;
