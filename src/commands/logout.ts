import { isProblem } from '../errors.ts';
import { readStatement, type Statement } from '../language/statement.ts';
import { lineOfWords } from '../language/words.ts';
import { say } from '../report.ts';
import { apiOf, buildRequest } from '../request/build.ts';
import type { Command } from './command.ts';
import { choiceOf } from './words.ts';

/** Ends the session on the server and forgets it here; where there is none, that is said and is no mistake. */
export const logout: Command = {
  arguments: [],
  options: ['sandbox', 'url', 'host', 'port'],
  async run(line, context, connect) {
    choiceOf(line, []);
    const connection = await connect();
    try {
      const session = connection.storedSession();
      if (session === undefined) return await say(context, context.text.login.wasOut);
      const statement = readStatement(lineOfWords(['LogOut', `sessionUuid=${session}`])) as Statement;
      const registry = context.registry();
      const { request } = buildRequest(apiOf(statement, registry), statement, registry, {
        validate: true,
        byUuid: false,
      });
      await connection.send(request);
      await connection.forget();
      await say(context, context.text.login.out);
    } catch (error) {
      // Neither a server nor a keyring that does not answer keeps anybody from forgetting the session here.
      if (forgettable.some((code) => isProblem(error, code))) await connection.forget();
      throw error;
    }
  },
};

const forgettable = ['unreachable', 'connect-timeout', 'keyring-failed'] as const;
