import { difference, parseSession, type Session, type Step, settle } from './session.ts';
import { openShell, type Shell } from './shell.ts';

/** What came of a session: as it happened, and what differs from what was expected (empty: nothing). */
export interface Played {
  readonly happened: Session;
  readonly difference: string;
}

/** Runs the commands of a session in turn in one home, all to the end. */
export async function play(session: Session, shell: Shell): Promise<Played> {
  const steps: Step[] = [];
  for (const step of session.steps) steps.push(settle(step, await shell.run(step.command), shell));
  const happened = { ...session, steps };
  return { happened, difference: difference(session, happened) };
}

/** Plays the text of a session in a home of its own; throws where it leaves a process running. */
export async function playAlone(text: string): Promise<Played> {
  const shell = openShell();
  try {
    return await play(parseSession(text), shell);
  } finally {
    shell.close();
  }
}
