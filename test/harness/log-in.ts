import { createHash } from 'node:crypto';

/** Begins a session of the sandbox's admin, past the client: `http://127.0.0.1:8080/zstack`. */
export async function logInAt(url: string): Promise<string> {
  const password = createHash('sha512').update('password').digest('hex');
  const body = JSON.stringify({ logInByAccount: { accountName: 'admin', password } });
  const answer = await fetch(`${url}/v1/accounts/login`, { method: 'PUT', body });
  return ((await answer.json()) as { inventory: { uuid: string } }).inventory.uuid;
}
