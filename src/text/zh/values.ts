import type { Problems } from '../../errors.ts';
import type { Phrase } from '../text.ts';
import { mayRun } from './jobs.ts';
import { didYouMean, listed, some } from './listing.ts';

/** What is wrong with the parameters of a call, their values and what they name. */
export const values = {
  'unknown-member': ({ name, member, nearest }: Problems['unknown-member']): Phrase => ({
    text: `${name} 没有成员“${member}”`,
    hint: didYouMean(nearest),
  }),
  'missing-members': ({ name, names }: Problems['missing-members']): Phrase => ({
    text: `${name} 缺少 ${listed(names, '和')}`,
  }),
  'bad-member': ({ name, why, example }: Problems['bad-member']): Phrase => {
    if (why === 'no-member') return { text: `${name} 是普通的值，没有成员` };
    if (why === 'index') return { text: `${name} 是列表`, hint: `请用 ${example} 表示它的第一个元素` };
    if (why === 'key') return { text: `${name} 不是列表`, hint: `请写 ${example}` };
    if (why === 'gap') return { text: `“${name}”之前有空缺，或与已有的值不符`, hint: `请从 ${example} 开始` };
    return { text: `无法把“${name}”解析为名称`, hint: `请写成 ${example}` };
  },
  'bad-literal': ({ name, found }: Problems['bad-literal']): Phrase => ({
    text: found === undefined ? `${name} 的值不完整` : `${name}：此处不能写“${found}”`,
    hint: '值是 JSON，例如 [{"key":"value"}]；也可以写 Python 的 [{\'key\': True}]，或 key[0].member=值',
  }),
  'out-of-range': ({ name, value, least, most, unit }: Problems['out-of-range']): Phrase => ({
    text: `${name} 不能是 ${value}`,
    hint: `可用的范围：${rangeOf(least, most)}${unit === undefined ? '' : ` ${unit}`}`,
  }),
  'bad-length': ({ name, length, min, max }: Problems['bad-length']): Phrase => ({
    text: `${name} 的长度是 ${length} 个字符`,
    hint: `可用的长度：${rangeOf(min ?? null, max ?? null)} 个字符`,
  }),
  'not-matching': ({ name, value, pattern }: Problems['not-matching']): Phrase => ({
    text: `${name} 不能是“${value}”`,
    hint: `必须匹配 ${pattern}`,
  }),
  'empty-value': ({ name, what }: Problems['empty-value']): Phrase => ({
    text: what === 'list' ? `${name} 是空列表` : `${name} 是空的`,
    hint: what === 'list' ? '至少需要一个元素' : '请去掉它，或给它一个值',
  }),
  'bad-uuid': ({ name, value, kind, meant }: Problems['bad-uuid']): Phrase => ({
    text: `${name} 应为 32 位十六进制的 uuid，而不是“${value}”`,
    hint:
      meant !== undefined
        ? `请去掉连字符：${meant}`
        : kind === undefined
          ? '需要小写、不带连字符的第 4 版 uuid'
          : `要按名称指定 ${kind}，请写 ${name}=@${value}`,
  }),
  'not-nameable': ({ name, kind }: Problems['not-nameable']): Phrase => ({
    text: kind === undefined ? `${name} 不指向可以按名称查找的资源` : `${kind} 不能按名称查找`,
    hint: '请直接给出值；以 @ 开头的文本请写 @@',
  }),
  'unknown-name': ({ kind, name, nearest, known }: Problems['unknown-name']): Phrase => ({
    text: `没有名为“${name}”的 ${kind}`,
    hint: didYouMean(nearest) ?? (known.length > 0 ? `现有：${some(known)}` : undefined),
  }),
  'ambiguous-name': ({ kind, name, uuids }: Problems['ambiguous-name']): Phrase => ({
    text: `有 ${uuids.length} 个 ${kind} 名为“${name}”`,
    hint: `请给出 uuid:${listed(uuids, '或')}`,
  }),
  'file-unreadable': ({ file, reason, escaped }: Problems['file-unreadable']): Phrase => ({
    text: `无法读取 ${file}：${fileReasons[reason] ?? reason}`,
    hint: escaped === undefined ? undefined : `@ 表示读取文件；要表示文本本身，请写 ${escaped}`,
  }),
  'stdin-twice': (): Phrase => ({
    text: '标准输入只能读取一次',
    hint: '请把其中一个值放进文件：key=@文件',
  }),
  'bad-document': ({ name, reason }: Problems['bad-document']): Phrase => ({
    text: `无法使用 ${name}：${documentReasons[reason] ?? '不是 YAML'}`,
    hint: '文档应为参数到值的映射；--generate-input yaml 可以生成一份',
  }),
  'no-rest': ({ api, hasMessage }: Problems['no-rest']): Phrase => ({
    text: hasMessage ? `${api} 没有 REST 形式` : `无法调用 ${api}：不知道它的路径，也不知道它的消息`,
    hint: hasMessage ? '请去掉 --transport：它会以消息发送' : undefined,
  }),
  'no-message': ({ api }: Problems['no-message']): Phrase => ({
    text: `不知道 ${api} 的消息`,
    hint: '请去掉 --transport：它会以 REST 发送',
  }),
  'message-refused': ({ api, reason, jobUuid }: Problems['message-refused']): Phrase => ({
    text: `消息接口拒绝了 ${api}：${reason}`,
    hint: jobUuid && mayRun(jobUuid),
  }),
  'reply-cut': ({ api, limit }: Problems['reply-cut']): Phrase => ({
    text: `服务器把 ${api} 的应答截断为 ${limit} 个字符`,
    hint: '请查询资源，确认操作是否已完成',
  }),
};

function rangeOf(least: number | null, most: number | null): string {
  if (least === null) return `不大于 ${most}`;
  if (least === most) return `正好 ${least}`;
  return most === null ? `不小于 ${least}` : `${least} 到 ${most}`;
}

const fileReasons: Readonly<Record<string, string>> = {
  ENOENT: '没有这个文件',
  EISDIR: '这是一个目录',
  EACCES: '没有权限',
  'not-text': '不是 UTF-8 文本',
  'too-large': '文件太大',
};

/** What is wrong with a document. */
export const documentReasons: Readonly<Record<string, string>> = {
  form: '结构不对',
  'not-a-map': '内容不是参数的映射',
  'too-deep': '嵌套太深',
  'too-large': '别名展开后太大',
  'no-anchor': '有的别名没有对应的锚点',
  'not-json': '含有 JSON 没有的值',
  'not-a-name': '有的键不是文本',
  BAD_INDENT: '缩进不对，或括号没有结束',
  BLOCK_AS_IMPLICIT_KEY: '值的里面又有“键：值”',
  DUPLICATE_KEY: '有的键出现了两次',
  MISSING_CHAR: '缺少引号、括号、冒号或逗号',
  MULTIPLE_DOCS: '含有不止一个文档',
  TAB_AS_INDENT: '不能用制表符缩进',
  TAG_RESOLVE_FAILED: '含有此处没有意义的标签',
  UNEXPECTED_TOKEN: '有的内容不能出现在此处',
};
