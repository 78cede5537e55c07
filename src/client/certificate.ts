import type { PeerCertificate, SecureContext } from 'node:tls';
import { type Certificate, CliError } from '../errors.ts';

/** Which certificates are trusted and which is shown; texts are PEM. */
export interface Trust {
  /** Authorities in the place of those that Node knows. */
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  /** Where the texts come from, for messages. */
  readonly files?: readonly string[];
  /** SHA-256 of the only certificate that is accepted, as `AB:CD:…`. */
  readonly fingerprint?: string;
  /** Whose trust it is, where that was named: for messages. */
  readonly profile?: string;
  /** Whatever is shown is accepted. */
  readonly insecure?: boolean;
}

type Tls = typeof import('node:tls');

/** Loads TLS and what was given for it. Throws `bad-certificate-file`. */
export async function openTrust({
  ca,
  cert,
  key,
  files = [],
}: Trust): Promise<{ readonly connect: Tls['connect']; readonly secureContext?: SecureContext }> {
  const { connect, createSecureContext } = await import('node:tls');
  if (ca === undefined && cert === undefined && key === undefined) return { connect };
  try {
    if (ca !== undefined) checkAll(ca, createSecureContext);
    const given = {
      ...(ca !== undefined && { ca }),
      ...(cert !== undefined && { cert }),
      ...(key !== undefined && { key }),
    };
    return { connect, secureContext: createSecureContext(given) };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new CliError('bad-certificate-file', { files, reason: code ?? message }, undefined, { cause: error });
  }
}

/** Node passes over what it cannot read, and then trusts nobody. */
function checkAll(pem: string, read: Tls['createSecureContext']): void {
  const certificates = pem.match(/-----BEGIN [\w ]*CERTIFICATE-----[\s\S]*?-----END [\w ]*CERTIFICATE-----/g) ?? [];
  if (certificates.length === 0 || certificates.length < pem.split('-----BEGIN ').length - 1) throw new Error('no PEM');
  for (const certificate of certificates) read({ cert: certificate });
}

/** What a server shows of itself. */
export function certificateOf(shown: PeerCertificate): Certificate {
  return {
    subject: nameOf(shown.subject),
    issuer: nameOf(shown.issuer),
    from: dateOf(shown.valid_from),
    to: dateOf(shown.valid_to),
    fingerprint: shown.fingerprint256 ?? '',
    names: (shown.subjectaltname ?? '').split(', ').filter(Boolean),
  };
}

/** `CN=node, O=ZStack`. */
function nameOf(parts: PeerCertificate['subject'] | undefined): string {
  return Object.entries(parts ?? {})
    .flatMap(([name, value]) => [value].flat().map((each) => `${name}=${each}`))
    .reverse()
    .join(', ');
}

/** `2026-01-31`; what is no date stays as it is. */
function dateOf(text: string | undefined): string {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? (text ?? '') : new Date(time).toISOString().slice(0, 10);
}
