import { type Failure, internal } from '../fault.ts';

/** What the parser says of text that it does not understand. Source: ZQL.java, ZStack 5.2.1. */
export function syntaxError(text: string, at: number, message: string): Failure {
  const before = text.slice(0, at).split('\n');
  const column = before.at(-1)?.length ?? 0;
  const around = excerpt(text.split('\n')[before.length - 1] ?? '', column);
  return internal(
    `error ${message} at line ${before.length}:${column}, ${around}`,
    'org.antlr.v4.runtime.misc.ParseCancellationException',
  );
}

/** Ten characters to both sides; the last one of the line is lost where the line ends. */
function excerpt(line: string, column: number): string {
  const end = column + 10 >= line.length ? line.length - 1 : column + 10;
  return line.slice(Math.max(column - 10, 0), Math.max(end, 0));
}
