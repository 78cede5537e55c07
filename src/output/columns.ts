import { ExactNumber, isArray, isJsonObject, type Json, type JsonObject, own } from '../json/json.ts';
import type { Inventory } from '../registry/types.ts';
import { isEmpty } from './cell.ts';
import type { Subject } from './shown.ts';

/** How a column is laid out: numbers stand right, text may be shortened, the others are shown whole. */
export type ColumnKind = 'text' | 'list' | 'number' | 'state' | 'whole';

export interface Column {
  readonly name: string;
  readonly kind: ColumnKind;
  /** One of those that say most about this kind of resource, or asked for. */
  readonly telling: boolean;
}

/**
 * The columns of these rows, the most important first: those asked for, all of them and in that order; else those that
 * are not empty in every row.
 */
export function columnsOf(rows: readonly JsonObject[], subject: Subject): readonly Column[] {
  const telling = subject.usual ?? tellingNames(subject);
  const names = subject.fields ?? inOrder(filledNames(rows), telling);
  return names.map((name) => ({
    name,
    kind: kindOf(
      name,
      rows.map((row) => own(row, name) ?? null).filter((value) => !isEmpty(value)),
    ),
    telling: subject.fields !== undefined || (telling ? telling.includes(name) : rankOf(name) < general.length),
  }));
}

/** The fields of rows for formats that leave nothing out: those asked for, else all of the kind and of these rows. */
export function fieldNames(rows: readonly JsonObject[], subject: Subject): readonly string[] {
  if (subject.fields) return subject.fields;
  const names = new Set(subject.inventory?.fields.map(({ name }) => name));
  for (const row of rows) for (const name of Object.keys(row)) names.add(name);
  return inOrder([...names], tellingNames(subject));
}

function filledNames(rows: readonly JsonObject[]): readonly string[] {
  const names = new Set<string>();
  for (const row of rows) {
    for (const [name, value] of Object.entries(row)) if (!isEmpty(value)) names.add(name);
  }
  return [...names];
}

/** Stable: fields of equal rank keep the order of the server. */
function inOrder(names: readonly string[], telling: readonly string[] = []): readonly string[] {
  const nameless = !names.includes('name') && !names.includes('uuid');
  const place = (name: string): number => {
    const chosen = telling.indexOf(name);
    if (chosen >= 0) return chosen - telling.length;
    return nameless && isReference(name) ? 0 : rankOf(name);
  };
  return names.toSorted((one, other) => place(one) - place(other));
}

function rankOf(name: string): number {
  const rank = general.findIndex((pattern) => pattern.test(name));
  if (rank >= 0) return rank;
  const late = last.findIndex((pattern) => pattern.test(name));
  return general.length + late + 1;
}

function kindOf(name: string, values: readonly Json[]): ColumnKind {
  if (values.some((value) => isArray(value) || isJsonObject(value))) return 'list';
  if (values.length > 0 && values.every((value) => typeof value === 'number' || value instanceof ExactNumber))
    return 'number';
  if (isState(name)) return 'state';
  return name === 'uuid' || isReference(name) || /(?:date|time)$/i.test(name) ? 'whole' : 'text';
}

function isReference(name: string): boolean {
  return /Uuid$/.test(name);
}

function isState(name: string): boolean {
  return /(?:state|status)$/i.test(name);
}

function tellingNames({ inventory, first }: Subject): readonly string[] | undefined {
  const kinds = [inventory?.name, inventory?.parent, inventory?.extends];
  const found = kinds.map((name) => chosen.get(name?.replace(/Inventory$/, '') ?? '')).find(Boolean);
  const names = found?.split(' ');
  return first ? [...first, ...(names ?? [])] : names;
}

/** What says most about any resource, in this order. */
const general: readonly RegExp[] = [
  /^name$/,
  /^(?:uuid|id)$/,
  /^state$/,
  /^status$/,
  /^(?:size|value)$/,
  /^type$/,
  /^(?:ip|managementIp|vipIp|hostname|hostName|address|url|networkCidr|startIp)$/,
  /^(?:.+Name|key|tag|resourceType)$/,
  /^createDate$/,
];

/** What says least; everything unlisted comes before. */
const last: readonly RegExp[] = [/Uuid$/, /Uuids$|Refs?$/, /^description$/, /^lastOpDate$/];

/** What says most about one kind of resource. */
const chosen: ReadonlyMap<Inventory['name'], string> = new Map(
  Object.entries({
    Account: 'name uuid type createDate',
    Alarm: 'name uuid state status namespace metricName comparisonOperator threshold createDate',
    BackupStorage: 'name uuid state status type url availableCapacity totalCapacity createDate',
    Cluster: 'name uuid state hypervisorType type architecture zoneUuid createDate',
    DatabaseBackup: 'name uuid state status size createDate backupStorageRefs',
    DiskOffering: 'name uuid state diskSize allocatorStrategy createDate',
    Eip: 'name uuid state vipIp guestIp vmNicUuid createDate',
    EventSubscription: 'name uuid state namespace eventName emergencyLevel createDate',
    GlobalConfig: 'category name value defaultValue description',
    Host: 'name uuid state status managementIp hypervisorType cpuNum availableMemoryCapacity totalMemoryCapacity createDate',
    Image: 'name uuid state status size mediaType format platform architecture createDate',
    InstanceOffering: 'name uuid state cpuNum memorySize allocatorStrategy createDate',
    IpRange: 'name uuid startIp endIp netmask gateway networkCidr createDate',
    L2Network: 'name uuid type physicalInterface vlan createDate',
    L3Network: 'name uuid state category type ipRanges dns createDate',
    LoadBalancer: 'name uuid state type listeners vipUuid createDate',
    LongJob: 'name uuid state jobName executeTime createDate',
    ManagementNode: 'hostName uuid joinDate heartBeat',
    PrimaryStorage: 'name uuid state status type url availableCapacity totalCapacity createDate',
    SchedulerJob: 'name uuid state jobClassName targetResourceUuid createDate',
    SecurityGroup: 'name uuid state ipVersion rules createDate',
    SystemTag: 'tag uuid resourceType resourceUuid inherent createDate',
    UsedIp: 'ip uuid netmask gateway usedFor vmNicUuid createDate',
    UserTag: 'tag uuid resourceType resourceUuid createDate',
    Vip: 'name uuid state ip useFor gateway createDate',
    VmInstance: 'name uuid state vmNics cpuNum memorySize platform hypervisorType createDate hostUuid',
    VmNic: 'ip uuid mac state type deviceId vmInstanceUuid l3NetworkUuid',
    Volume: 'name uuid state status size actualSize type format vmInstanceUuid createDate',
    VolumeSnapshot: 'name uuid state status size volumeType latest volumeUuid createDate',
    Zone: 'name uuid state type isDefault createDate',
  }),
);
