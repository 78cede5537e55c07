import { describe, expect, it } from 'vitest';
import type { Api, Param } from '../../src/registry/types.ts';
import { find, first } from '../../src/sandbox/effects/rows.ts';
import { Failure } from '../../src/sandbox/fault.ts';
import type { Params } from '../../src/sandbox/parameters.ts';
import { validate } from '../../src/sandbox/validate.ts';
import { type Cloud, inCloud } from './effects/cloud.ts';

const validator = 'message[org.zstack.header.message.ApiMessageParamValidator]';
const missing = '0123456789ab4cdeaf0123456789abcd';

/** Code and text of what the validation says of one parameter `f`, or of an API of the registry. */
function verdict({ db, registry }: Cloud, of: Partial<Param> | string, value: Params[string] | Params): string {
  const param: Param = { name: 'f', type: 'string', required: false, ...(typeof of === 'string' ? {} : of) };
  const own: Api = { name: 'Do', kind: 'action', params: [param] };
  const api = typeof of === 'string' ? registry.api(of) : own;
  if (!api) throw new Error(`no API ${of}`);
  try {
    return validate(db, registry, api, typeof of === 'string' ? (value as Params) : { f: value as Params[string] });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return `${error.code} ${error.message}`;
  }
}

describe('one parameter', () => {
  const cases: readonly (readonly [Partial<Param>, Params[string], string])[] = [
    [{ required: true }, undefined, `SYS.1007 field[f] of ${validator} is mandatory, can not be null`],
    [{ required: true }, null, `SYS.1007 field[f] of ${validator} is mandatory, can not be null`],
    [{ required: true }, '', 'valid'],
    [
      { max: 3 },
      'abcd',
      `SYS.1007 field[f] of ${validator} exceeds max length of string. expected was <= 3, actual was 4`,
    ],
    [{ max: 3 }, 'abc', 'valid'],
    [
      { min: 3 },
      'ab',
      `SYS.1007 field[f] of ${validator} less than the min length of string. expected was >= 3, actual was 2`,
    ],
    [{ values: ['A', 'B'] }, 'a', `SYS.1007 valid value for field[f] of ${validator} are [A, B], but a found`],
    [{ values: ['A', 'B'] }, 'A', 'valid'],
    [
      { type: 'list', values: ['A', 'B'] },
      ['A', 'C'],
      `SYS.1007 valid value for field[f] of ${validator} are [A, B], but C found`,
    ],
    [{ regex: 'a|b' }, 'ab', `SYS.1007 valid regex value for field[f] of ${validator} are a|b, but ab found`],
    [{ regex: 'a|b' }, 'b', 'valid'],
    [{ type: 'list', nonempty: true }, [], 'SYS.1007 field[f] must be a nonempty list'],
    [{ type: 'list' }, [], 'valid'],
    [{ type: 'list' }, ['a', null], 'SYS.1007 field[f] cannot contain a NULL element'],
    [{ emptyString: false }, '', 'SYS.1007 field[f] cannot be an empty string'],
    [{ type: 'list', emptyString: false }, ['a', ''], 'SYS.1007 field[f] cannot contain any empty string'],
    [{ type: 'int', range: [1, 10] }, 11, 'SYS.1007 field[f] must be in range of [1, 10]'],
    [{ type: 'int', range: [1, 10] }, 10, 'valid'],
    [{ type: 'long', range: [1, null] }, 0, 'SYS.1007 field[f] must be in range of [1, 9223372036854775807]'],
    [{ type: 'long', range: [1, null] }, 9007199254740993n, 'valid'],
    [
      { type: 'int', range: [1, 10], rangeUnit: ['seconds', 'seconds'] },
      0,
      'SYS.1007 field[f] must be in range of [1 seconds, 10 seconds]',
    ],
    [{ resource: 'Zone' }, missing, `SYS.1003 invalid field[f], resource[uuid:${missing}, type:ZoneVO] not found`],
    [
      { type: 'list', resource: 'Zone' },
      [missing],
      `SYS.1003 invalid field[f], resource[uuids:[${missing}], type:ZoneVO] not found`,
    ],
    [
      { resource: 'Resource' },
      missing,
      `SYS.1003 invalid field[f], resource[uuid:${missing}, type:ResourceVO] not found`,
    ],
    [{ resourceGuess: 'Zone' }, missing, 'valid'],
    [
      { required: true, max: 3, values: ['A'] },
      'abcd',
      `SYS.1007 field[f] of ${validator} exceeds max length of string. expected was <= 3, actual was 4`,
    ],
  ];

  it.each(cases)('%j of %s', async (param, value, expected) => {
    expect(await inCloud((cloud) => verdict(cloud, param, value))).toBe(expected);
  });
});

describe('an API', () => {
  it('finds resources of every kind, the special ones too', () =>
    inCloud((cloud) => {
      const tables = cloud.scene('UpdateZone');
      const uuid = String(first(tables, 'KVMHost', {})?.uuid);
      expect(verdict(cloud, { resource: 'Host' }, uuid)).toBe('valid');
      expect(verdict(cloud, { resource: 'Resource' }, uuid)).toBe('valid');
      expect(verdict(cloud, { resource: 'Zone' }, uuid)).toContain('SYS.1003');
    }));

  it('that deletes something that is not there has nothing to do', () =>
    inCloud((cloud) => {
      const { uuid } = first(cloud.scene('UpdateZone'), 'Zone', {}) ?? {};
      expect(verdict(cloud, 'DeleteZone', { uuid: String(uuid) })).toBe('valid');
      expect(verdict(cloud, 'DeleteZone', { uuid: missing })).toBe('gone');
      expect(verdict(cloud, 'DeleteDatabaseBackup', { uuid: missing })).toBe('gone');
      expect(verdict(cloud, 'DeleteZone', { uuid: 'nonsense' })).toBe(
        'SYS.1003 invalid value[nonsense] of field [uuid]',
      );
      expect(verdict(cloud, 'DeleteZone', {})).toContain('is mandatory');
      expect(find(cloud.scene('UpdateZone'), 'Zone', uuid)).toBeDefined();
    }));

  it('wants a uuid for a new resource to look like one', () =>
    inCloud((cloud) => {
      expect(verdict(cloud, 'CreateZone', { name: 'z', resourceUuid: missing })).toBe('valid');
      expect(verdict(cloud, 'CreateZone', { name: 'z', resourceUuid: 'mine' })).toContain(
        'SYS.1007 resourceUuid[mine]',
      );
    }));
});
