import { isArray, isJsonObject, type JsonObject, own } from '../json/json.ts';

/**
 * The field by which people know an element of the list `list`: its ip, its name, the uuid it refers to. `undefined`
 * where no field says enough alone.
 */
export function tellingField(element: JsonObject, list: string): string | undefined {
  const named = byList.get(list);
  const candidates = named === undefined ? [...general, ...referred(list)] : [named, ...general];
  return candidates.find((name) => {
    const value = own(element, name);
    return value !== undefined && value !== null && value !== '' && !isArray(value) && !isJsonObject(value);
  });
}

/** `backupStorageRefs` refer by `backupStorageUuid`. */
function referred(list: string): readonly string[] {
  const reference = /^(.+?)Refs?$/.exec(list)?.[1];
  return reference === undefined ? [] : [`${reference}Uuid`];
}

const byList: ReadonlyMap<string, string> = new Map([
  ['vmNics', 'ip'],
  ['bmNics', 'ip'],
  ['usedIps', 'ip'],
  ['serverIps', 'ipAddress'],
  ['dns', 'dns'],
  ['peerCidrs', 'cidr'],
  ['reservedIpRanges', 'startIp'],
  ['hostRoute', 'prefix'],
  ['networkServices', 'networkServiceType'],
  ['servicesRefs', 'serviceType'],
  ['entries', 'ipEntries'],
  ['systemTags', 'tag'],
  ['mons', 'hostname'],
  ['pools', 'poolName'],
  ['sharedBlocks', 'diskUuid'],
  ['addressList', 'deviceAddress'],
]);

const general = ['name', 'ip', 'hostname', 'hostName', 'address', 'networkCidr', 'cidr', 'tag', 'key'];
