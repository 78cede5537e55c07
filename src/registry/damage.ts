import { CliError } from '../errors.ts';

/** Runs what reads a file that the program was installed with; whatever fails there is told as `program-damaged`. */
export function undamaged<T>(act: () => T): T {
  try {
    return act();
  } catch (cause) {
    if (cause instanceof CliError) throw cause;
    throw new CliError('program-damaged', { reason: cause instanceof Error ? cause.message : '' }, undefined, {
      cause,
    });
  }
}
