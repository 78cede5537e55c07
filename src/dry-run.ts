import { headersOf, payloadOf, urlOf } from './client/wire.ts';
import type { Context } from './context.ts';
import { stringifyJson } from './json/json.ts';
import { jsonFor } from './output/json-text.ts';
import { visible } from './output/sanitize.ts';
import { withSession } from './own-session.ts';
import { namesNote, type Prepared } from './prepare.ts';
import { reportNotes } from './report.ts';
import type { HttpRequest } from './request/request.ts';
import { mask } from './request/secret.ts';
import { shownRequest } from './secrets.ts';

/** The request as it would be sent; nothing is asked, so that names stay names in it. */
export async function printRequest({ api, statement, build }: Prepared, context: Context): Promise<void> {
  const built = build(withSession(api, statement, mask));
  await reportNotes([...built.notes, ...namesNote(built.names)], context);
  await showRequest(built.request, context);
}

/** The request as `--dry-run` shows it: nothing secret, ready to be read by people or, with `-o json`, by `jq`. */
async function showRequest(request: HttpRequest, context: Context): Promise<void> {
  const { io, options } = context;
  const shown = shownRequest(request);
  const url = urlOf(context.endpoint(), shown);
  const credentials = {
    session: mask,
    // A query has no job, and making an id costs milliseconds.
    jobUuid: shown.method === 'GET' ? '' : io.uuid(),
    userAgent: `zstack-cli/${context.version}`,
    ...spoken(context),
  };
  const headers = headersOf(shown, credentials);
  const body = payloadOf(shown, credentials);
  if (options.output === 'json' || options.output === 'jsonl') {
    const object = { method: shown.method, url, headers, body: body ?? null };
    await io.stdout.write(`${jsonFor(io.stdout, object, options.output === 'json' ? 2 : 0)}\n`);
    return;
  }
  const lines = [
    `${shown.method} ${url}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...(body === undefined ? [] : ['', stringifyJson(body, 2)]),
  ];
  await io.stdout.write(`${lines.map(visibleLine).join('\n')}\n`);
}

/** The language that is asked for beside a request. */
function spoken({ text }: Context): { readonly language?: string } {
  return text.locale === 'en_US' ? {} : { language: text.locale };
}

function visibleLine(line: string): string {
  return line.split('\n').map(visible).join('\n');
}
