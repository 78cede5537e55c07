import type { Scene } from '../effect.ts';
import type { Json } from '../reply.ts';
import { candidateGets } from './candidates.ts';
import { capacityGets } from './capacities.ts';
import { addressGets } from './free-addresses.ts';
import { platformGets } from './platform.ts';
import { resourceGets } from './resources.ts';
import { settingGets } from './settings.ts';

/** What a synchronous API reads in the tables; throws `Failure`. */
export type Get = (scene: Scene) => { readonly [key: string]: Json };

/** Synchronous APIs that are no queries and that the tables can answer. */
export const gets: Readonly<Record<string, Get>> = {
  ...platformGets,
  ...resourceGets,
  ...capacityGets,
  ...addressGets,
  ...settingGets,
  ...candidateGets,
};
