/** Whether the name of a parameter, field, key or tag says that its value is nobody's business. */
export function namesSecret(name: string): boolean {
  return secretName.test(name) && !aboutSecret.test(name);
}

/** Parts of such names, as a regular expression. */
export const secretNames =
  'passw(?:or)?d|secret|credential|token|session(?:uu)?id|signature|requestip|(?:auth|priv(?:ate)?|encrypt|api|app|sm[34])_?key';

const secretName = new RegExp(`${secretNames}|^psk$`, 'i');

/** `secretResourcePoolUuid`, `tokenUrl`, `maxNewTokens`, the join `secretResourcePool`. */
const aboutSecret = /(?<!session)uuids?$|(?:url|name|type|tokens|pool)$/i;
