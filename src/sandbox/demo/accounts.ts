import { createHash } from 'node:crypto';
import { dates, GiB, type SeedTable, TiB, table, uuid } from './table.ts';

type Account = readonly [name: string, type: 'SystemAdmin' | 'Normal', password: string, description: string | null];

/** The uuid that every ZStack installation gives to its admin. */
const ADMIN = '36c27e8ff05c4780bf6d2fa65700f22e';

/** Clear passwords of a cloud without secrets: `password` for admin, a tenant's name in ASCII for the others. */
const accounts: readonly Account[] = [
  ['admin', 'SystemAdmin', 'password', null],
  ['ops', 'Normal', 'ops', '运维'],
  ['研发部', 'Normal', 'yanfabu', '研发与测试环境'],
  ['财务部', 'Normal', 'caiwubu', null],
];

export const accountNames = accounts.map(([name]) => name);

const users: readonly (readonly [name: string, account: string, description: string | null])[] = [
  ['zhang.wei', 'ops', '值班'],
  ['李娜', '研发部', null],
  ['ci-bot', '研发部', '流水线专用'],
];

/** What each tenant may have. */
const quotas: readonly (readonly [name: string, value: number])[] = [
  ['vm.num', 40],
  ['vm.cpuNum', 160],
  ['vm.memorySize', 640 * GiB],
  ['volume.data.num', 40],
  ['volume.capacity', 20 * TiB],
  ['eip.num', 10],
];

export function accountUuid(name: string): string {
  return name === 'admin' ? ADMIN : uuid('Account', name);
}

/** Accounts with the lower-case hex SHA-512 of their passwords, their users and quotas. */
export function accountTables(): readonly SeedTable[] {
  const limits = accounts
    .filter(([, type]) => type === 'Normal')
    .flatMap(([account]) => quotas.map(([name, value]) => ({ account, name, value })));
  return [
    table('AccountInventory', accounts, ([name, type, password, description]) => ({
      uuid: accountUuid(name),
      name,
      description,
      type,
      password: createHash('sha512').update(password).digest('hex'),
      ...(name === 'admin' ? dates(name, '2024-01-06', '2024-01-07') : dates(name, '2024-01-08', '2024-03-01')),
    })),
    table('UserInventory', users, ([name, account, description]) => ({
      uuid: uuid('User', name),
      accountUuid: accountUuid(account),
      name,
      description,
      ...dates(name, '2024-03-01', '2024-04-01'),
    })),
    table('QuotaInventory', limits, ({ account, name, value }) => ({
      uuid: uuid('Quota', `${account} ${name}`),
      name,
      identityUuid: accountUuid(account),
      identityType: 'AccountVO',
      value,
      ...dates(`${account} ${name}`, '2024-03-01', '2024-03-02'),
    })),
  ];
}
