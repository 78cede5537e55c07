import type { CheckName, Checks } from '../problems/checks.ts';

/** How it is, and what to do about it where that is not well. */
interface Found {
  readonly text: string;
  readonly hint?: string | undefined;
}

/** What the doctor says. */
export interface DoctorText {
  readonly name: Readonly<Record<CheckName, string>>;
  readonly told: { readonly [K in CheckName]: (facts: Checks[K]) => Found };
  readonly skipped: string;
}
