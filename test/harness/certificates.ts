import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A certificate and its key, as PEM texts and as files. */
export interface Pair {
  readonly cert: string;
  readonly key: string;
  readonly certFile: string;
  readonly keyFile: string;
  /** SHA-256, `AB:CD:…`. */
  readonly fingerprint: string;
}

export interface Wanted {
  readonly subject?: string;
  readonly names?: string;
  /** Signs itself where nobody else does. */
  readonly by?: Pair;
  readonly expired?: true;
}

/** Makes certificates with openssl, in a folder that `remove` takes away. */
export function openMint(): { make(name: string, wanted?: Wanted): Pair; remove(): void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'zstack-cli-mint-'));
  const openssl = (...words: readonly string[]) => execFileSync('openssl', words, { cwd: folder, stdio: 'pipe' });
  return {
    make(name, { subject = '/O=ZStack/CN=node', names = 'DNS:localhost,IP:127.0.0.1', by, expired } = {}) {
      const [certFile, keyFile, request, extensions] = ['crt', 'key', 'csr', 'ext'].map((end) =>
        path.join(folder, `${name}.${end}`),
      ) as [string, string, string, string];
      const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
      const days = expired ? ['-not_before', '20200101000000Z', '-not_after', '20200201000000Z'] : ['-days', '30'];
      openssl('req', '-new', ...curve, '-keyout', keyFile, '-out', request, '-subj', subject);
      writeFileSync(extensions, `subjectAltName=${names}\nbasicConstraints=CA:TRUE\n`);
      const signer = by ? ['-CA', by.certFile, '-CAkey', by.keyFile, '-CAcreateserial'] : ['-signkey', keyFile];
      openssl('x509', '-req', '-in', request, ...signer, ...days, '-extfile', extensions, '-out', certFile);
      const shown = String(openssl('x509', '-in', certFile, '-noout', '-fingerprint', '-sha256'));
      return {
        certFile,
        keyFile,
        cert: readFileSync(certFile, 'utf8'),
        key: readFileSync(keyFile, 'utf8'),
        fingerprint: shown.replace(/^.*=/, '').trim(),
      };
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}
