import type { Scene } from './effect.ts';
import { Failure } from './fault.ts';
import { gets } from './gets/gets.ts';
import { identityAnswers } from './identity.ts';
import { readAll } from './listing.ts';
import { progressOf } from './progress.ts';
import { type Mode, type Result, runZql } from './query.ts';
import { type Json, JsonText } from './reply.ts';
import type { Db } from './sqlite.ts';

type Reply = { readonly [key: string]: Json };

/** What a synchronous API answers, or the `Failure` it throws. */
export type Answer = (scene: Scene, mode: Mode) => Reply;

/** Answers a synchronous API that is no query. Throws `Failure`. */
export function answerTo(scene: Scene, mode: Mode): Reply {
  const answer = answers[scene.api.name];
  if (answer) return answer(scene, mode);
  throw new Failure('SYS.1014', `${scene.api.name} is not simulated by the sandbox`);
}

const answers: Readonly<Record<string, Answer>> = {
  ...gets,
  ...identityAnswers,
  GetTaskProgress: progressOf,
  ZQLQuery: ({ db, registry, call: { params, accountUuid } }, mode) => ({
    results: runZql(db, registry, String(params.zql), { accountUuid }, mode).map((result) => resultOf(db, result)),
  }),
};

/** The answer to one statement. Source: ZQLQueryReturn.java, ZStack 5.2.1. */
function resultOf(db: Db, { inventories, sums, ...rest }: Result): Reply {
  const rows = inventories ? new JsonText(readAll(db, inventories)) : sums;
  return { ...(rows && { inventories: rows }), ...rest };
}
