import type { Registry } from '../../registry/registry.ts';
import type { Inventory } from '../../registry/types.ts';

/** The inventory that the name of an API speaks of: `DeleteZone`, `DeleteModels`, `DeleteHybridEipRemote`. */
export function spokenOf(registry: Registry, api: string): Inventory | undefined {
  const noun = nounOf(api);
  const singular = noun.replace(/s$/, '');
  return registry.inventory(otherwise[noun] ?? noun) ?? registry.inventory(otherwise[singular] ?? singular);
}

/** The name without its verb and without where it happens. */
export function nounOf(api: string): string {
  return api.replace(/^(BatchDelete|[A-Z][a-z]+)/, '').replace(/(From|In)?(Local|Remote)$|State$/, '');
}

/** What the names of APIs call otherwise than inventories do. */
const otherwise: Readonly<Record<string, string>> = {
  AliyunKeySecret: 'HybridAccount',
  AliyunRouteEntry: 'VpcVirtualRouteEntry',
  Bonding: 'HostNetworkBonding',
  BuildApp: 'BuildApplication',
  ConnectionBetweenL3NetWorkAndAliyunVSwitch: 'ConnectionRelationShip',
  Firewall: 'VpcFirewall',
  FirewallIpSetTemplate: 'VpcFirewallIpSetTemplate',
  FirewallRule: 'VpcFirewallRule',
  FirewallRuleSet: 'VpcFirewallRuleSet',
  FirewallRuleTemplate: 'VpcFirewallRuleTemplate',
  GCJob: 'GarbageCollector',
  HybridEip: 'HybridEipAddress',
  HybridKeySecret: 'HybridAccount',
  IAM2VirtualIDLdapBinding: 'LdapResourceRef',
  LdapBinding: 'LdapAccountRef',
  OssBucketName: 'OssBucket',
  VRouterOspfArea: 'RouterArea',
  VirtualRouter: 'VpcVirtualRouter',
  VpcIkeConfig: 'VpcVpnIkeConfig',
  VpcIpSecConfig: 'VpcVpnIpSecConfig',
};
