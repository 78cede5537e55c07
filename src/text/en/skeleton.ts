import type { SkeletonText } from '../text.ts';
import { listed } from './listing.ts';

export const skeleton: SkeletonText = {
  optional: 'not needed: take away the # to give it',
  type: {
    string: 'text',
    int: 'whole number',
    long: 'whole number',
    double: 'number',
    bool: 'true or false',
    list: 'list',
    map: 'map',
    object: 'map',
    timestamp: 'time',
  },
  listOf: (what) => `list of ${what}`,
  uuidOf: (kind) => `uuid of a ${kind}`,
  uuidOrNameOf: (kind) => `uuid or @name of a ${kind}`,
  oneOf: (values) => listed(values, 'or'),
  range: (least, most) =>
    least === null ? `at most ${most}` : most === null ? `at least ${least}` : `${least} to ${most}`,
  length: (min, max) =>
    min === undefined
      ? `at most ${max} characters`
      : max === undefined
        ? `at least ${min} characters`
        : `${min} to ${max} characters`,
  pattern: (pattern) => `matches ${pattern}`,
  default: (value) => `default ${value}`,
  secret: 'secret',
  deprecated: 'deprecated',
};
