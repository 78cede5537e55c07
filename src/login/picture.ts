import type { Client } from '../client/client.ts';
import type { Context } from '../context.ts';
import { own } from '../json/json.ts';
import { requestOfWords } from '../request/own.ts';
import { openDraft } from '../settings/draft.ts';

/**
 * Fetches the picture that a log-in wants to be read, puts it into a file and asks for its code; the words to go on with.
 * How the picture is encoded is not published: base64, with or without `data:`, is taken.
 */
export async function solvedPicture(
  name: string,
  type: string,
  client: Pick<Client, 'send'>,
  context: Context,
): Promise<{ readonly captchaUuid: string; readonly verifyCode: string } | undefined> {
  const { io, text, folders, registry } = context;
  const request = requestOfWords(['GetLoginCaptcha', `resourceName=${name}`, `loginType=${type}`], registry());
  const { envelope } = await client.send(request, { signal: io.interrupted });
  const [captchaUuid, captcha] = [own(envelope, 'captchaUuid'), own(envelope, 'captcha')];
  if (typeof captchaUuid !== 'string' || typeof captcha !== 'string') return undefined;
  const bytes = Buffer.from(captcha.replace(/^data:[^,]*,/, ''), 'base64');
  const picture = openDraft(folders.state, `captcha.${endingOf(bytes)}`, bytes, io.now());
  try {
    const { askText } = await import('../ask/ask.ts');
    return { captchaUuid, verifyCode: await askText(io, text.ask.captcha(picture.file), '') };
  } finally {
    picture.remove();
  }
}

function endingOf(bytes: Buffer): string {
  const start = bytes.toString('latin1', 0, 4);
  if (start === '\x89PNG') return 'png';
  if (start.startsWith('<')) return 'svg';
  return start.startsWith('GIF') ? 'gif' : 'jpg';
}
