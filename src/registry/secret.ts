/** Whether the name of a parameter, field, key or tag says that its value is nobody's business. */
export function namesSecret(name: string): boolean {
  return secretName.test(name) && !aboutSecret.test(name);
}

const secretName =
  /passw(?:or)?d|secret|credential|token|sessionuuid|(?:auth|priv(?:ate)?|encrypt|api|app)_?key|^psk$/i;

/** `secretResourcePoolUuid`, `tokenUrl`, `maxNewTokens`, the join `secretResourcePool`. */
const aboutSecret = /(?<!session)uuids?$|(?:url|name|type|tokens|pool)$/i;
