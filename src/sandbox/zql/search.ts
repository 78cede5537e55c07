import { internal } from '../fault.ts';
import type { Result } from './run.ts';
import type { Scope } from './scope.ts';
import type { Search } from './syntax.ts';
import type { Caller } from './visible.ts';

export function search(_scope: Scope, _statement: Search, _caller: Caller): Result {
  throw internal('search');
}
