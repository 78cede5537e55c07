import type { SkeletonText } from '../text.ts';
import { listed } from './listing.ts';

export const skeleton: SkeletonText = {
  optional: '可选：去掉 # 即可使用',
  type: {
    string: '文本',
    int: '整数',
    long: '整数',
    double: '数字',
    bool: 'true 或 false',
    list: '列表',
    map: '映射',
    object: '映射',
    timestamp: '时间',
  },
  listOf: (what) => `列表，元素为${what}`,
  uuidOf: (kind) => `${kind} 的 uuid`,
  uuidOrNameOf: (kind) => `${kind} 的 uuid 或 @名称`,
  oneOf: (values) => listed(values, '或'),
  range: (least, most) =>
    least === null ? `不大于 ${most}` : most === null ? `不小于 ${least}` : `${least} 到 ${most}`,
  length: (min, max) =>
    min === undefined ? `不超过 ${max} 个字符` : max === undefined ? `不少于 ${min} 个字符` : `${min} 到 ${max} 个字符`,
  pattern: (pattern) => `匹配 ${pattern}`,
  default: (value) => `默认 ${value}`,
  secret: '机密',
  deprecated: '已弃用',
};
