/**
 * A name of ZStack's as its words: `Attach`, `L3`, `Network`, `To`, `Vm` of `AttachL3NetworkToVm`. Abbreviations that
 * humps alone would tear apart stay whole.
 */
export function wordsOf(name: string): readonly string[] {
  return name.match(pieces) ?? [];
}

/** What an API does, as its name tells: in order, a subject (`PrimaryStorageMigrateVm`), a verb and its objects. */
export interface NameParts {
  readonly subject: readonly string[];
  /** As it stands in the name: `Create`, `PowerOff`; empty where no verb is known. */
  readonly verb: string;
  /** The first is the direct object and may be empty. */
  readonly objects: readonly { readonly by: string; readonly words: readonly string[] }[];
}

/** Reads the name of an API; prepositions part the objects. */
export function partsOf(name: string): NameParts {
  const words = wordsOf(name);
  const at = verbAt(words);
  if (at < 0) return { subject: [], verb: '', objects: [{ by: '', words }] };
  const length = doubleVerbs.has(words.slice(at, at + 2).join('')) ? 2 : 1;
  const objects: { by: string; words: string[] }[] = [{ by: '', words: [] }];
  const rest = words.slice(at + length);
  for (const [index, word] of rest.entries()) {
    if (prepositions.has(word) && index < rest.length - 1) objects.push({ by: word, words: [] });
    else objects.at(-1)?.words.push(word);
  }
  return { subject: words.slice(0, at), verb: words.slice(at, at + length).join(''), objects };
}

/** The first word where it is a verb, else the first verb after a subject. */
function verbAt(words: readonly string[]): number {
  return words.findIndex((word, index) => verbs.has(word) && !(word === 'Backup' && words[index + 1] === 'Storage'));
}

const pieces =
  /(?:Fi|Flk|Info|Jit|San)Sec|DingTalk|FeiShu|WeCom|HaiTai|KoAl|AiSi|IDs|IPs(?!ec)|IAM2|OAuth2?|SAML2|V2V|L[23]|IP[sS]ec|Ipv6|AINginx|IMaster|ZBox|VMs|VCenter|VRouter|VSwitch(?:es)?|VIPs|UPlugin|XDragon|Zdfs|NetWork|BareMetal2?|[A-Z]{2,}(?![a-z])|[A-Z][a-z]+\d*|[a-z]+\d*|[A-Z]|\d+/g;

const prepositions = new Set(['To', 'From', 'In', 'For', 'On', 'Of', 'By', 'With', 'As', 'Between']);

const doubleVerbs = new Set([
  'PowerOn',
  'PowerOff',
  'PowerReset',
  'LogIn',
  'LogOut',
  'CleanUp',
  'SelfTest',
  'BatchAdd',
  'BatchCreate',
  'BatchDelete',
  'BatchSync',
]);

const verbs = new Set(
  (
    'Query Get Update Delete Create Add Change Attach Detach Remove Set Sync Check Generate Reconnect Refresh Validate ' +
    'Clean Power Recover Start Expunge Batch Revert Stop Clone Export Log Login Apply Backup Calculate Execute Is Deploy ' +
    'Inspect List Reboot Reload Reset Ungenerate Ack Destroy Disable Enable Flatten Locate Move Preview Provision Pull ' +
    'Recovery Register Request Resize Restart Resume Revoke Run Subscribe Unregister Unsubscribe Upgrade Allocate Bind ' +
    'Bootstrap Cancel Cleanup Commit Convert Debug Decode Degrade Describe Discover Download Eject Failover Fstrim GC ' +
    'Identify Match Merge Migrate Mount Parse Pause Protect Publish Push Put Reclaim Reimage Renew Rerun Scan Search ' +
    'Self Share Shrink Shutdown Submit Take Terminate Test Trigger Unbind Undo Unexport Ungroup Unlock Unmount ' +
    'Unprotect Upload Verify Withdraw Encrypt Detect'
  ).split(' '),
);
