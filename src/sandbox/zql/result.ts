import type { Listing } from '../listing.ts';
import type { Json } from '../reply.ts';

/** What one statement answers. Source: ZQLQueryReturn.java, ZStack 5.2.1. */
export interface Result {
  /** Objects; what `sum` answers under that name is in `sums`. */
  readonly inventories?: Listing;
  /** Rows of `sum`: the value they are grouped by, then the sums. */
  readonly sums?: readonly (readonly Json[])[];
  readonly total?: number;
  /** Groups and their sizes; absent without any group. */
  readonly inventoryCounts?: readonly Pair[];
  readonly inventoryAggregateFunctions?: readonly Pair[];
  readonly name?: string;
}

/** An entry of a map whose keys are objects, which is how Gson writes it. */
export type Pair = readonly [of: { readonly [field: string]: Json }, value: Json];
