import { createHash } from 'node:crypto';
import type { Effect, Scene } from '../effect.ts';
import { Failure } from '../fault.ts';
import type { SqlRow, SqlValue } from '../sqlite.ts';
import { exportUrl, pathOn, requireUsable, takeBackupStorage } from './backup-storages.ts';
import { equip } from './belongings.ts';
import { removeResource } from './cascade.ts';
import { show } from './reply.ts';
import { find, first, insert, inventoryOf, remove, update, where } from './rows.ts';
import { text, texts } from './values.ts';

/** What an image is made of. */
interface Origin {
  readonly size: SqlValue;
  readonly mediaType: string;
  readonly url?: string;
  /** Columns that the call may say otherwise. */
  readonly like?: SqlRow;
}

type Params = Scene['call']['params'];

/** What APIs do to images. */
export const imageEffects: Readonly<Record<string, Effect>> = {
  AddImage: making('Downloading', 5000, ({ url, mediaType }) => ({
    size: sizeOf(String(url)),
    mediaType: text(mediaType) ?? 'RootVolumeTemplate',
    url: String(url),
  })),
  CreateRootVolumeTemplateFromRootVolume: making('Creating', 4000, fromVolume('rootVolumeUuid', 'RootVolumeTemplate')),
  CreateDataVolumeTemplateFromVolume: making('Creating', 4000, fromVolume('volumeUuid', 'DataVolumeTemplate')),
  CreateRootVolumeTemplateFromVolumeSnapshot: making('Creating', 4000, fromSnapshot('RootVolumeTemplate')),
  CreateDataVolumeTemplateFromVolumeSnapshot: making('Creating', 4000, fromSnapshot('DataVolumeTemplate')),
  DeleteImage: {
    duration: () => 500,
    finish: (scene) => {
      const uuid = String(scene.call.params.uuid);
      for (const ref of refsOf(scene, uuid))
        update(scene, 'ImageBackupStorageRef', keyOf(ref), { status: 'Deleted', lastOpDate: scene.now });
      const kept = where(scene, 'ImageBackupStorageRef', { imageUuid: uuid }).some(
        ({ status }) => status !== 'Deleted',
      );
      if (!kept) update(scene, 'Image', { uuid }, { status: 'Deleted', lastOpDate: scene.now });
      return {};
    },
  },
  RecoverImage: {
    duration: () => 500,
    finish: (scene) => {
      const uuid = String(scene.call.params.imageUuid);
      requireDeleted(scene, uuid);
      for (const ref of refsOf(scene, uuid))
        update(scene, 'ImageBackupStorageRef', keyOf(ref), { status: 'Ready', lastOpDate: scene.now });
      update(scene, 'Image', { uuid }, { status: 'Ready', lastOpDate: scene.now });
      return { inventory: show(scene, 'Image', uuid) };
    },
  },
  ExpungeImage: {
    duration: () => 1000,
    finish: (scene) => {
      const uuid = String(scene.call.params.imageUuid);
      const image = requireDeleted(scene, uuid);
      for (const ref of refsOf(scene, uuid).filter(({ status }) => status === 'Deleted')) {
        takeBackupStorage(scene, ref.backupStorageUuid, -BigInt(image.actualSize ?? 0));
        remove(scene, 'ImageBackupStorageRef', keyOf(ref));
      }
      if (!first(scene, 'ImageBackupStorageRef', { imageUuid: uuid }))
        removeResource(scene, inventoryOf(scene, 'Image'), uuid);
      return {};
    },
  },
  ExportImageFromBackupStorage: {
    duration: () => 3000,
    finish: (scene) => {
      const [key, storage] = placeOf(scene);
      const url = exportUrl(storage, `${key.imageUuid}.${text(scene.call.params.exportFormat) ?? 'qcow2'}`);
      const exportMd5Sum = md5(key.imageUuid);
      if (update(scene, 'ImageBackupStorageRef', key, { exportUrl: url, exportMd5Sum, lastOpDate: scene.now }) === 0)
        throw new Failure(
          'SYS.1006',
          `image[uuid:${key.imageUuid}] is not on backup storage[uuid:${key.backupStorageUuid}]`,
        );
      return { imageUrl: url, exportMd5Sum };
    },
  },
  DeleteExportedImageFromBackupStorage: {
    duration: () => 500,
    finish: (scene) => {
      const cleared = { exportUrl: null, exportMd5Sum: null, lastOpDate: scene.now };
      update(scene, 'ImageBackupStorageRef', placeOf(scene)[0], cleared);
      return {};
    },
  },
  BackupStorageMigrateImage: {
    duration: () => 6000,
    finish: (scene) => {
      const { imageUuid, srcBackupStorageUuid, dstBackupStorageUuid } = scene.call.params;
      const storage = requireUsable(scene, String(dstBackupStorageUuid));
      const from = { imageUuid: String(imageUuid), backupStorageUuid: String(srcBackupStorageUuid) };
      const to = { backupStorageUuid: storage.uuid ?? null, installPath: pathOn(storage, 'image', from.imageUuid) };
      if (update(scene, 'ImageBackupStorageRef', from, { ...to, lastOpDate: scene.now }) === 0)
        throw new Failure(
          'SYS.1006',
          `image[uuid:${imageUuid}] is not on backup storage[uuid:${srcBackupStorageUuid}]`,
        );
      const size = find(scene, 'Image', from.imageUuid)?.actualSize ?? 0;
      takeBackupStorage(scene, from.backupStorageUuid, -BigInt(size));
      takeBackupStorage(scene, storage.uuid, size);
      return { inventory: show(scene, 'Image', from.imageUuid) };
    },
  },
  CalculateImageHash: {
    duration: () => 2000,
    finish: (scene) => {
      const uuid = String(scene.call.params.uuid);
      update(scene, 'Image', { uuid }, { md5Sum: md5(uuid), lastOpDate: scene.now });
      return { inventory: show(scene, 'Image', uuid) };
    },
  },
  SyncImageSize: {
    duration: () => 500,
    finish: (scene) => ({ inventory: show(scene, 'Image', String(scene.call.params.uuid)) }),
    simulated: 'no-op',
  },
};

function making(passing: string, milliseconds: number, originOf: (params: Params, scene: Scene) => Origin): Effect {
  return {
    duration: () => milliseconds,
    steps: [`${passing} the image`, 'Checking the image'],
    begin: (scene) => {
      const { params } = scene.call;
      const { like, size, mediaType, url } = originOf(params, scene);
      const uuid = String(params.resourceUuid ?? scene.uuid());
      const storages = storagesOf(scene).map((storage) => requireUsable(scene, storage));
      insert(scene, 'Image', {
        uuid,
        name: String(params.name),
        description: text(params.description) ?? null,
        state: 'Enabled',
        status: passing,
        size,
        actualSize: size,
        url: url ?? null,
        mediaType,
        type: 'zstack',
        format: text(params.format) ?? formatOf(url, mediaType),
        guestOsType: text(params.guestOsType) ?? like?.guestOsType ?? null,
        platform: text(params.platform) ?? like?.platform ?? 'Linux',
        architecture: text(params.architecture) ?? like?.architecture ?? 'x86_64',
        system: params.system === true,
        virtio: params.virtio !== false,
        createDate: scene.now,
        lastOpDate: scene.now,
      });
      for (const storage of storages)
        insert(scene, 'ImageBackupStorageRef', {
          imageUuid: uuid,
          backupStorageUuid: storage.uuid ?? null,
          installPath: pathOn(storage, 'image', uuid),
          status: passing,
          createDate: scene.now,
          lastOpDate: scene.now,
        });
      equip(scene, inventoryOf(scene, 'Image'), uuid);
      return uuid;
    },
    finish: (scene, begun) => {
      const uuid = String(begun);
      const size = find(scene, 'Image', uuid)?.actualSize ?? 0;
      for (const { backupStorageUuid } of where(scene, 'ImageBackupStorageRef', { imageUuid: uuid }))
        takeBackupStorage(scene, backupStorageUuid, size);
      update(scene, 'ImageBackupStorageRef', { imageUuid: uuid }, { status: 'Ready', lastOpDate: scene.now });
      update(scene, 'Image', { uuid }, { status: 'Ready', md5Sum: md5(uuid), lastOpDate: scene.now });
      return { inventory: show(scene, 'Image', uuid) };
    },
    undo: (scene, begun) => removeResource(scene, inventoryOf(scene, 'Image'), String(begun)),
  };
}

function fromVolume(param: string, mediaType: string) {
  return (params: Params, scene: Scene): Origin => {
    const volume = find(scene, 'Volume', text(params[param]));
    const machine = find(scene, 'VmInstance', volume?.vmInstanceUuid);
    return { size: volume?.actualSize ?? volume?.size ?? 0, mediaType, ...(machine && { like: machine }) };
  };
}

function fromSnapshot(mediaType: string) {
  return ({ snapshotUuid }: Params, scene: Scene): Origin => ({
    size: find(scene, 'VolumeSnapshot', text(snapshotUuid))?.size ?? 0,
    mediaType,
  });
}

/** The storages that are named, else one that can be written to. */
function storagesOf(scene: Scene): readonly string[] {
  const named = texts(scene.call.params.backupStorageUuids);
  const any = first(scene, 'BackupStorage', { state: 'Enabled', status: 'Connected' });
  if (named.length > 0 || !any) return named;
  return [String(any.uuid)];
}

/** Nothing is downloaded; the same URL has always the same size. */
function sizeOf(url: string): number {
  return 512 * 1024 ** 2 + (Number.parseInt(md5(url).slice(0, 6), 16) % 4096) * 1024 ** 2;
}

function formatOf(url: string | undefined, mediaType: string): string {
  if (mediaType === 'ISO' || url?.endsWith('.iso')) return 'iso';
  return url?.endsWith('.raw') || url?.endsWith('.img') ? 'raw' : 'qcow2';
}

function md5(of: string): string {
  return createHash('md5').update(of).digest('hex');
}

/** Where an image lies, as far as the call means it. */
function refsOf(scene: Scene, imageUuid: string): readonly SqlRow[] {
  const named = texts(scene.call.params.backupStorageUuids);
  const refs = where(scene, 'ImageBackupStorageRef', { imageUuid });
  return named.length === 0 ? refs : refs.filter(({ backupStorageUuid }) => named.includes(String(backupStorageUuid)));
}

function keyOf({ imageUuid = null, backupStorageUuid = null }: SqlRow) {
  return { imageUuid, backupStorageUuid };
}

function placeOf(scene: Scene) {
  const key = {
    imageUuid: String(scene.call.params.imageUuid),
    backupStorageUuid: String(scene.call.params.backupStorageUuid),
  };
  return [key, find(scene, 'BackupStorage', key.backupStorageUuid) ?? {}] as const;
}

function requireDeleted(scene: Scene, uuid: string): SqlRow {
  const image = find(scene, 'Image', uuid);
  if (!image) throw new Failure('SYS.1003', `image[uuid:${uuid}] not found`);
  const deleted = where(scene, 'ImageBackupStorageRef', { imageUuid: uuid }).some(({ status }) => status === 'Deleted');
  if (deleted || image.status === 'Deleted') return image;
  throw new Failure('SYS.1006', `image[uuid:${uuid}] is in status ${image.status}, it must be Deleted`);
}
