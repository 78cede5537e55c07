import type { Certificate, Problems } from '../../errors.ts';
import { inProfile } from '../profile.ts';
import type { Phrase, TrustText } from '../text.ts';

/** Why there is no secure connection; anything else is shown as it is. */
const reasons: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: '证书是自签名的',
  SELF_SIGNED_CERT_IN_CHAIN: '证书的签发机构不受本机信任',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: '本机不认识证书的签发机构',
  UNABLE_TO_GET_ISSUER_CERT: '本机不认识证书的签发机构',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: '本机不认识证书的签发机构',
  CERT_HAS_EXPIRED: '证书已过期',
  CERT_NOT_YET_VALID: '证书尚未生效，请检查本机时间',
  CERT_SIGNATURE_FAILURE: '证书的签名无效',
  ERR_TLS_CERT_ALTNAME_INVALID: '证书属于另一个名称',
  ERR_SSL_WRONG_VERSION_NUMBER: '对方不使用 TLS，是否应该用 http 而不是 https？',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: '对方不使用 TLS，是否应该用 http 而不是 https？',
  ERR_SSL_UNSUPPORTED_PROTOCOL: '对方只支持已不安全的 TLS 版本',
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: '双方没有共同支持的 TLS 版本',
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: '对方要求客户端证书',
  ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE: '对方拒绝了连接，可能要求客户端证书',
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: '对方不认识客户端证书的签发机构',
  ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE: '对方不接受客户端证书',
};

/** Reasons that a certificate of one's own is the way out of. */
const wantsCertificate = /CERTIFICATE_REQUIRED|HANDSHAKE_FAILURE|UNKNOWN_CA|BAD_CERTIFICATE/;

export const tlsProblems = {
  tls: ({ url, reason, certificate, profile }: Problems['tls']): Phrase => ({
    text: `无法与 ${url} 建立安全连接：${reasons[reason] ?? reason}`,
    facts: certificate && facts(certificate),
    hint: certificate
      ? `如果证书无误，可以固定它：zstack-cli ${inProfile(profile)}trust ${url}；或用 --ca-file 指定其签发机构`
      : wantsCertificate.test(reason)
        ? '请用 --cert-file 和 --key-file 提供客户端证书'
        : undefined,
  }),
  'pin-changed': ({ url, pinned, certificate, profile }: Problems['pin-changed']): Phrase => ({
    text: [`${url} 出示的证书与固定的证书不同，没有发送任何内容`, `固定的指纹：${pinned}`, ...facts(certificate)].join(
      '\n  ',
    ),
    hint: `只有在清楚更换原因时才应执行：zstack-cli ${inProfile(profile)}trust ${url} --yes`,
  }),
  'proxy-refused': ({ url, proxy, status }: Problems['proxy-refused']): Phrase => ({
    text: `代理 ${proxy} 不允许连接 ${url}：HTTP ${status}`,
    hint:
      status === 407
        ? '代理要求用户名和密码：http://name:password@host:port'
        : '用 NO_PROXY 或 --proxy none 可以绕过代理',
  }),
  'bad-certificate-file': ({ files, reason }: Problems['bad-certificate-file']): Phrase => ({
    text: `无法使用 ${files.join('、')}：${fileReasons[reason] ?? reason}`,
    hint: '需要 PEM 格式（-----BEGIN CERTIFICATE-----），私钥不能带密码',
  }),
};

const fileReasons: Readonly<Record<string, string>> = {
  'no PEM': '不是 PEM 格式',
  ERR_OSSL_PEM_NO_START_LINE: '不是 PEM 格式',
  ERR_OSSL_X509_KEY_VALUES_MISMATCH: '私钥与证书不匹配',
  ERR_OSSL_BAD_DECRYPT: '私钥带有密码',
  ERR_OSSL_CRYPTO_INTERRUPTED_OR_CANCELLED: '私钥带有密码',
};

function facts({ subject, issuer, from, to, fingerprint, names }: Certificate): readonly string[] {
  return [
    `主体：${subject || '-'}`,
    ...(names.length > 0 ? [`名称：${names.join('，')}`] : []),
    `签发者：${issuer || '-'}`,
    `有效期：${from} 至 ${to}`,
    `指纹：${fingerprint}`,
  ];
}

export const trust: TrustText = {
  facts,
  reason: (code) => reasons[code] ?? code,
  wellTrusted: (url) => `${url} 的证书已受信任，不需要固定`,
  ask: (profile) => `在配置 ${profile} 中固定它？`,
  pinned: (url, profile) => `已在配置 ${profile} 中固定：对 ${url} 只接受此证书`,
  unchanged: '已经固定的就是此证书',
};
