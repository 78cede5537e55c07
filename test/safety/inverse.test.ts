import { describe, expect, test } from 'vitest';
import { readStatement, type Statement } from '../../src/language/statement.ts';
import { readLine } from '../../src/language/words.ts';
import type { Api } from '../../src/registry/types.ts';
import { inverseOf } from '../../src/safety/inverse.ts';
import { registry } from '../request/registry.ts';

const inverse = (text: string): string | undefined => {
  const statement = readStatement(readLine(text)) as Statement;
  return inverseOf(registry.api(statement.verb.text) as Api, statement, registry)?.join(' ');
};

describe('what takes a call back', () => {
  test.each([
    ['StopVmInstance uuid=v type=cold', 'StartVmInstance uuid=v'],
    ['StartVmInstance uuid=v', 'StopVmInstance uuid=v'],
    ['PauseVmInstance uuid=v', 'ResumeVmInstance uuid=v'],
    ['ChangeHostState uuid=h stateEvent=disable', 'ChangeHostState uuid=h stateEvent=enable'],
    ['ChangeZoneState stateEvent=enable uuid=z', 'ChangeZoneState uuid=z stateEvent=disable'],
    ['PowerOnHost uuid=h', undefined],
    [
      'DetachPrimaryStorageFromCluster primaryStorageUuid=p clusterUuid=c',
      'AttachPrimaryStorageToCluster clusterUuid=c primaryStorageUuid=p',
    ],
    [
      'AttachBackupStorageToZone backupStorageUuid=b zoneUuid=z',
      'DetachBackupStorageFromZone backupStorageUuid=b zoneUuid=z',
    ],
    ['AttachDataVolumeToVm vmInstanceUuid=v volumeUuid=d', 'DetachDataVolumeFromVm uuid=d'],
    ['EnableCdpTask uuid=t', 'DisableCdpTask uuid=t'],
  ])('%s: %s', (line, back) => expect(inverse(line)).toBe(back));

  test.each([
    'ChangeHostState uuid=h stateEvent=maintain',
    'DetachL3NetworkFromVm vmNicUuid=n',
    'DeleteZone uuid=z',
    'QueryZone name=x',
    'UpdateZone uuid=z name=x',
  ])('%s: nobody knows', (line) => expect(inverse(line)).toBeUndefined());
});
