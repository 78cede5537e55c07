import type { Certificate, Problems } from '../../errors.ts';
import { inProfile } from '../profile.ts';
import type { Phrase, TrustText } from '../text.ts';

/** Why there is no secure connection; anything else is shown as it is. */
const reasons: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is signed by an authority that is not trusted here',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is signed by an authority that is not known here',
  UNABLE_TO_GET_ISSUER_CERT: 'its certificate is signed by an authority that is not known here',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is signed by an authority that is not known here',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet; is the clock of this machine right?',
  CERT_SIGNATURE_FAILURE: 'the signature of its certificate is wrong',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
  ERR_SSL_WRONG_VERSION_NUMBER: 'it does not speak TLS; is it http instead of https?',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'it does not speak TLS; is it http instead of https?',
  ERR_SSL_UNSUPPORTED_PROTOCOL: 'it speaks only versions of TLS that are not safe any more',
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: 'it and this machine share no version of TLS',
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: 'it wants a certificate of yours',
  ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE: 'it refused; perhaps it wants a certificate of yours',
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: 'it does not know who signed your certificate',
  ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE: 'it does not accept your certificate',
};

/** Reasons that a certificate of one's own is the way out of. */
const wantsCertificate = /CERTIFICATE_REQUIRED|HANDSHAKE_FAILURE|UNKNOWN_CA|BAD_CERTIFICATE/;

export const tlsProblems = {
  tls: ({ url, reason, certificate, profile }: Problems['tls']): Phrase => ({
    text: `no secure connection to ${url}: ${reasons[reason] ?? reason}`,
    facts: certificate && facts(certificate),
    hint: certificate
      ? `if it is right, pin it with: zstack-cli ${inProfile(profile)}trust ${url}; or name its authority with --ca-file`
      : wantsCertificate.test(reason)
        ? 'give your certificate with --cert-file and --key-file'
        : undefined,
  }),
  'pin-changed': ({ url, pinned, certificate, profile }: Problems['pin-changed']): Phrase => ({
    text: `${url} shows another certificate than the pinned one; nothing was sent`,
    facts: [`pinned:      ${pinned}`, ...facts(certificate)],
    hint: `only if you know why it changed: zstack-cli ${inProfile(profile)}trust ${url} --yes`,
  }),
  'proxy-refused': ({ url, proxy, status }: Problems['proxy-refused']): Phrase => ({
    text: `the proxy ${proxy} does not let ${url} through: HTTP ${status}`,
    hint:
      status === 407
        ? 'it wants a name and a password: http://name:password@host:port'
        : 'NO_PROXY or --proxy none goes past it',
  }),
  'bad-certificate-file': ({ files, reason }: Problems['bad-certificate-file']): Phrase => ({
    text: `${files.join(', ')} cannot be used: ${fileReasons[reason] ?? reason}`,
    hint: 'PEM is needed: -----BEGIN CERTIFICATE-----, and a key without a password',
  }),
};

const fileReasons: Readonly<Record<string, string>> = {
  'no PEM': 'it is not PEM',
  ERR_OSSL_PEM_NO_START_LINE: 'it is not PEM',
  ERR_OSSL_X509_KEY_VALUES_MISMATCH: 'the key does not belong to the certificate',
  ERR_OSSL_BAD_DECRYPT: 'the key is protected by a password',
  ERR_OSSL_CRYPTO_INTERRUPTED_OR_CANCELLED: 'the key is protected by a password',
};

function facts({ subject, issuer, from, to, fingerprint, names }: Certificate): readonly string[] {
  return [
    `subject:     ${subject || '-'}`,
    ...(names.length > 0 ? [`names:       ${names.join(', ')}`] : []),
    `issuer:      ${issuer || '-'}`,
    `valid:       ${from} to ${to}`,
    `fingerprint: ${fingerprint}`,
  ];
}

export const trust: TrustText = {
  facts,
  reason: (code) => reasons[code] ?? code,
  wellTrusted: (url) => `the certificate of ${url} is trusted without a pin`,
  ask: (profile) => `Pin it in profile ${profile}?`,
  pinned: (url, profile) => `pinned in profile ${profile}: only this certificate is accepted from ${url}`,
  unchanged: 'this very certificate is pinned already',
};
