import { addressOf } from '../client/wire.ts';
import { notLoggedIn } from '../connect.ts';
import type { Connect } from '../connection.ts';
import { type Context, profileOf } from '../context.ts';
import { isProblem } from '../errors.ts';
import { type JsonObject, own } from '../json/json.ts';
import { term } from '../output/page.ts';
import { requestOfWords } from '../request/own.ts';
import type { Entry } from '../settings/sessions.ts';
import type { AuthFact, AuthState } from '../text/accounts.ts';
import type { Command } from './command.ts';
import { verbOf, wordsAfter } from './words.ts';
import { showJson, showPage } from './write.ts';

const verbs = ['status'] as const;

/** `auth status`: who is logged in, where, until when, and where that is kept; the server is asked whether it holds. */
export const auth: Command = {
  arguments: [{ name: 'action', kind: 'action', choices: verbs, optional: true }],
  options: ['profile', 'sandbox', 'output'],
  async run(line, context, connect) {
    verbOf(line, verbs, 'status');
    wordsAfter(line, []);
    const { io, options, text } = context;
    const entry = context.sessions().peek(profileOf(options));
    const state = await stateOf(entry, context, connect);
    const facts = factsOf(entry, state, context);
    const isJson = options.output === 'json' || (options.output === undefined && !io.stdout.isTerminal);
    if (isJson) await showJson(facts, context);
    else {
      const rows = Object.entries(facts).flatMap(([name, value]) => {
        if (value === null) return [];
        const told =
          name === 'state' ? text.auth.state[state] : name === 'until' ? text.auth.expires(String(value)) : value;
        return [term(text.auth.fact[name as AuthFact], String(told))];
      });
      await showPage({ title: '', parts: [{ heading: '', rows }] }, context);
    }
    if (state !== 'valid' && state !== 'unknown') throw notLoggedIn(context);
  },
};

async function stateOf(entry: Entry | undefined, context: Context, connect: Connect): Promise<AuthState> {
  const { io, options } = context;
  const isGiven = io.env.ZSTACK_SESSION_ID && !options.sandbox;
  if (entry && 'loggedOut' in entry && !isGiven) return 'loggedOut';
  try {
    const connection = await connect();
    const registry = context.registry();
    if (connection.storedKeys()) {
      await connection.send(requestOfWords(['QueryAccount', 'limit=1'], registry));
      return 'valid';
    }
    const session = connection.storedSession();
    if (session === undefined) return 'none';
    const { envelope } = await connection.send(requestOfWords(['ValidateSession', `sessionUuid=${session}`], registry));
    return own(envelope, 'valid') === true ? 'valid' : 'expired';
  } catch (error) {
    if (isProblem(error, 'http-failed') || isProblem(error, 'api-failed')) return 'expired';
    if (isProblem(error, 'interrupted') || isProblem(error, 'keyring-failed')) throw error;
    return entry || isGiven ? 'unknown' : 'none';
  }
}

function factsOf(entry: Entry | undefined, state: AuthState, context: Context): JsonObject & Record<AuthFact, unknown> {
  const { io, options, folders } = context;
  const isGiven = io.env.ZSTACK_SESSION_ID !== undefined && !options.sandbox;
  const kept = entry && 'url' in entry && !isGiven ? entry : undefined;
  const session = kept && 'uuid' in kept ? kept : undefined;
  return {
    profile: profileOf(options),
    state,
    account: kept?.account ?? null,
    kind: session?.login?.api ?? (kept ? (session ? null : 'access-key') : null),
    url: kept?.url ?? (options.sandbox ? null : addressOf(context.endpoint())),
    since: kept ? new Date(kept.loggedInAt).toISOString() : null,
    until: session?.expires ?? null,
    storedIn: isGiven
      ? 'ZSTACK_SESSION_ID'
      : kept
        ? context.sessions().isLocked(profileOf(options))
          ? 'keyring'
          : `${folders.config}/sessions.json`
        : null,
  };
}
