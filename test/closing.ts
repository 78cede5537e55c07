import type { Reporter, TestModule, Vitest } from 'vitest/node';

/**
 * Prints `N passed, N failed` as the very last line of a run. What keeps tests from running (a file that does not load,
 * a failed `beforeAll`, an error outside every test) counts as a failure.
 */
export default class Closing implements Reporter {
  private counts: Counts = { passed: 0, failed: 0, skipped: 0 };

  onInit({ config }: Vitest): void {
    // Only at the exit of the process has everybody else said what they had to say. A watch has no last line.
    if (!config.watch) process.once('exit', () => process.stdout.write(`${closingLine(this.counts)}\n`));
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    this.counts = modules
      .map((module) => countOf(module))
      .reduce(sum, { passed: 0, failed: unhandled.length, skipped: 0 });
  }
}

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export function closingLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** What is needed of a module of tests. */
export interface Tested {
  errors(): readonly unknown[];
  readonly children: {
    allTests(): Iterable<{ result(): { readonly state: string } }>;
    allSuites(): Iterable<{ errors(): readonly unknown[] }>;
  };
}

export function countOf(module: Tested): Counts {
  const broken = [module, ...module.children.allSuites()].filter((suite) => suite.errors().length > 0);
  const states = [...module.children.allTests()].map((test) => test.result().state);
  const passed = states.filter((state) => state === 'passed').length;
  const skipped = states.filter((state) => state === 'skipped').length;
  // A test that never came to an end is no success.
  return { passed, skipped, failed: states.length - passed - skipped + broken.length };
}

function sum(left: Counts, right: Counts): Counts {
  return {
    passed: left.passed + right.passed,
    failed: left.failed + right.failed,
    skipped: left.skipped + right.skipped,
  };
}
