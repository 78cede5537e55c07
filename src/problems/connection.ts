/** A certificate as a server shows it. */
export interface Certificate {
  /** `CN=node, O=ZStack`. */
  readonly subject: string;
  readonly issuer: string;
  /** Dates, `2026-01-31`. */
  readonly from: string;
  readonly to: string;
  /** SHA-256, `AB:CD:…`. */
  readonly fingerprint: string;
  /** Hosts it is for: `DNS:node`, `IP Address:10.0.0.1`. */
  readonly names: readonly string[];
}

/** Ways to fail before a server has answered. */
export interface ConnectionProblems {
  'bad-address': { readonly address: string };
  /** `jobUuid`: the request was on its way when the connection broke, so that this job may exist. */
  unreachable: {
    readonly url: string;
    readonly reason: string;
    readonly jobUuid?: string;
    readonly isProxy?: boolean;
  };
  'connect-timeout': { readonly url: string; readonly seconds: number };
  'read-timeout': { readonly url: string; readonly seconds: number; readonly jobUuid?: string };
  /** `certificate`: where one was shown, before anything was sent; `profile`: where it was named. */
  tls: {
    readonly url: string;
    readonly reason: string;
    readonly certificate?: Certificate;
    readonly profile?: string;
  };
  /** The server shows another certificate than the pinned one. */
  'pin-changed': {
    readonly url: string;
    readonly pinned: string;
    readonly certificate: Certificate;
    readonly profile?: string;
  };
  'proxy-refused': { readonly url: string; readonly proxy: string; readonly status: number };
  'bad-certificate-file': { readonly files: readonly string[]; readonly reason: string };
}
