import type { CheckName, Checks } from '../problems/checks.ts';

/** What the doctor says. */
export interface DoctorText {
  readonly name: Readonly<Record<CheckName, string>>;
  readonly told: { readonly [K in CheckName]: (facts: Checks[K]) => string };
  readonly skipped: string;
}
