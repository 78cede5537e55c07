import { type NameParts, partsOf, wordsOf } from '../names.ts';

/** `Create a database backup` of `CreateDatabaseBackup`. */
export function apiSummary(name: string): string {
  return odd[name] ?? sentence(partsOf(name));
}

/** `database backup` of `DatabaseBackup`. */
export function resourceName(name: string): string {
  return phrase(wordsOf(name));
}

function sentence({ subject, verb, objects }: NameParts): string {
  const [direct = { by: '', words: [] }, ...others] = objects;
  const side = direct.words.length > 1 ? onSide[direct.words.at(-1) ?? ''] : undefined;
  const told = [
    verbs[verb] ?? spaced(verb.replace(/^Batch/, '')),
    object(side ? direct.words.slice(0, -1) : direct.words, verb),
    ...others.flatMap(({ by, words }) => [by.toLowerCase(), sides[words.join('')] ?? further(words)]),
    side ?? '',
    verb.startsWith('Batch') ? 'in one go' : '',
  ]
    .filter(Boolean)
    .join(' ');
  return capital(subject.length > 0 ? `${phrase(subject)}: ${told}` : told);
}

/** What follows a preposition: `creating a VM`, `a cluster`. */
function further(words: readonly string[]): string {
  const [first = '', ...rest] = words;
  if (first === 'Change') return `changing ${withArticle(rest)}`;
  return rest.length > 0 && gerunds.has(first) ? `${first.toLowerCase()} ${withArticle(rest)}` : withArticle(words);
}

function object(words: readonly string[], verb: string): string {
  const last = words.at(-1);
  if (last === undefined) return '';
  if (verb === 'Query' || verb === 'List') return phrase([...words.slice(0, -1), plural(last)]);
  if (/^(?:Change|Set|Reset|Get|Update)$/.test(verb) && words.length > 1 && attributes.has(last)) {
    const of = words.slice(0, -1);
    return `the ${phrase([last])} of ${withArticle(of)}`;
  }
  return verb === 'Get' && !isPlural(last) ? `the ${phrase(words)}` : withArticle(words);
}

function withArticle(words: readonly string[]): string {
  const text = phrase(words);
  const last = words.at(-1) ?? '';
  if (isPlural(last) || uncountable.has(last)) return text;
  return `${startsAsVowel(text) ? 'an' : 'a'} ${text}`;
}

function phrase(words: readonly string[]): string {
  return words
    .map((word) => shown(word))
    .join(' ')
    .replace('CD ROM', 'CD-ROM');
}

function shown(word: string): string {
  const known = special[word];
  if (known !== undefined) return known;
  if (upper.has(word)) return word.toUpperCase();
  const single = word.replace(/s$/, '');
  if (word !== single && upper.has(single)) return `${single.toUpperCase()}s`;
  if (proper.has(word) || /[A-Z\d].*[A-Z]|^[A-Z]\d|^[A-Z]$/.test(word)) return word;
  return word.toLowerCase();
}

function plural(word: string): string {
  if (isPlural(word) || uncountable.has(word) || proper.has(word) || word === 'Chassis') return word;
  if (word === 'Ref') return 'References';
  if (/[^aeiou]y$/i.test(word)) return word.replace(/y$/i, 'ies');
  if (upper.has(word)) return `${word}s`;
  return /(?:s|x|ch|sh)$/i.test(word) ? `${word}es` : `${word}s`;
}

function isPlural(word: string): boolean {
  return /[^su]s$/i.test(word) && !singularInS.has(word);
}

/** By the sound of the first letter; abbreviations are spelled out unless people read them as words. */
function startsAsVowel(text: string): boolean {
  const first = /^[\w-]+/.exec(text)?.[0] ?? '';
  const isSpelled = /^[A-Z][A-Z\d]*s?$/.test(first) && !/^(?:NAS|LUN|NIC|SAML|SAN|RAID|NUMA|LDAP)/.test(first);
  if (isSpelled) return /^[AEFHILMNORSX]/.test(first);
  return /^(?:[aeio]|u(?!s|ni)|LDAP|NV|iS|iM)/i.test(first) && !/^one/i.test(first);
}

function spaced(verb: string): string {
  return wordsOf(verb).join(' ').toLowerCase();
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const list = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** Said otherwise than they are named. */
const verbs: Readonly<Record<string, string>> = {
  Ack: 'acknowledge',
  Backup: 'back up',
  Failover: 'fail over',
  GC: 'clean up',
  Fstrim: 'trim the file systems of',
  Login: 'log in',
  Recovery: 'recover',
  SelfTest: 'test',
  Set: 'set',
  Sync: 'synchronise',
  Ungenerate: 'take back',
};

const upper = list(
  'Vm Ip Nic Pci Nas Ldap Vpc Eip Vip Sns Ssh Cpu Dns Dhcp Usb Gpu Kvm Ecs Oss Ospf Snmp Sdn Slb Api Lun Vlan Vxlan Id ' +
    'Os Cdp Ha Pxe Ipmi Url Xml Iso Ebs Cd Rom Http Sms Nfs San Sftp Vnc Vni Vtep Nbd Numa Raid Cidr Lldp Mtu Sql Qga ' +
    'Cbt Vpn Cas Ids Ips Json Ovf Ova Ovn Osd Hba Snat Uid Acl Fc Se Vf Io Ds Ai Sm',
);

const special: Readonly<Record<string, string>> = {
  Qos: 'QoS',
  IMaster: 'iMaster',
  Iscsi: 'iSCSI',
  Nvme: 'NVMe',
  Scsi: 'SCSI',
  Ipv6: 'IPv6',
  Ipsec: 'IPsec',
  IPSec: 'IPsec',
  VCenter: 'vCenter',
  VRouter: 'virtual router',
  VSwitch: 'virtual switch',
  VSwitches: 'virtual switches',
  Baremetal: 'bare metal',
  BareMetal: 'bare metal',
  BareMetal2: 'elastic bare metal',
  Thirdparty: 'third-party',
  Sriov: 'SR-IOV',
  Iommu: 'IOMMU',
  NetWork: 'network',
  Sharedblock: 'shared block',
  AINginx: 'AI nginx',
  Info: 'information',
  At: '@',
  UPlugin: 'U plugin',
  Ref: 'reference',
};

const proper = list(
  'Aliyun Ceph Huawei Microsoft Teams DingTalk FeiShu WeCom Pangu Prometheus Xsky Zdfs Flk Jit Expon Spice Maa Groovy ' +
    'IMaster HaiTai AiSi KoAl FiSec FlkSec InfoSec JitSec SanSec Tf Tai Ike Nginx Sriov',
);

const singularInS = list(
  'Status Address Access Os Dns Qos Nas Oss Ecs Ebs Nfs Canvas Iops Vips DRS CCS Progress Ds Chassis Process Business SNS Class Sms',
);

const uncountable = list(
  'Data Information Info Usage Capacity Spending Metadata Progress Qos Space Memory Billing DRS CCS Fabric Topology Trash ' +
    'Support Snat Dns Integrity Mtu Media Spice Nas Oss NUMA Numa Monitoring Hardware Software History Teams Remote Local Ecs ' +
    'Quota Permission Cas LDAP Ldap Shell Hypervisor Ebs Public CSP',
);

/** What a resource has rather than contains: `ChangeVmInstanceState` changes the state of a VM instance. */
const attributes = list('State Owner Type');

/** Where the records of a hybrid cloud are. */
const sides: Readonly<Record<string, string>> = {
  Remote: 'the remote side',
  Local: 'the local records',
  Public: 'the public cloud',
};

const onSide: Readonly<Record<string, string>> = {
  Remote: 'on the remote side',
  Local: 'in the local records',
};

const gerunds = list('Attaching Adding Creating Starting Updating Changing');

/** Names that a rule would misread. */
const odd: Readonly<Record<string, string>> = {
  BatchQuery: 'Run several queries at once',
  GetImageCandidatesForVmToChange: 'Get the images that a VM can change to',
  IsLicenseServer: 'Tell whether this node is a license server',
  IsOpensourceVersion: 'Tell whether this is the open-source version',
  IsReadyToGo: 'Tell whether the management node is ready',
  IsVfNicAvailableInL3Network: 'Tell whether an L3 network has a free VF NIC',
  KvmRunShell: 'Run a shell command on KVM hosts',
  LogIn: 'Log in',
  LogOut: 'Log out',
  LogInByAccount: 'Log in with an account',
  LogInByLdap: 'Log in with LDAP',
  LogInByUser: 'Log in as a user',
  LoginByCas: 'Log in with CAS',
  LoginIAM2Platform: 'Log in to the IAM2 platform',
  LoginIAM2Project: 'Log in to an IAM2 project',
  LoginIAM2VirtualID: 'Log in as an IAM2 virtual ID',
  LoginIAM2VirtualIDWithLdap: 'Log in as an IAM2 virtual ID with LDAP',
  DebugSignal: 'Send a debug signal to the management node',
  TokenIntrospection: 'Inspect a token',
  ZQLQuery: 'Query with ZQL',
  UndoSnapshotCreation: 'Undo the creation of a snapshot',
  RunIAM2Script: 'Run an IAM2 script',
  TriggerGCJob: 'Trigger a garbage collection job',
  EjectZBox: 'Eject a ZBox',
  RequestConsoleAccess: 'Request access to the console of a VM instance',
  CommitVolumeAsImage: 'Commit a volume as an image',
  UpgradeToLicenseServer: 'Make this node a license server',
  DegradeFromLicenseServer: 'Make this node no longer a license server',
};
