import type { Problems } from '../../errors.ts';
import type { ReplText } from '../repl.ts';
import type { Phrase } from '../text.ts';
import { didYouMean } from './listing.ts';

export const repl: ReplText = {
  welcome: (version) => `zstack-cli ${version}：Tab 补全，F1 说明，Ctrl-R 搜索，Ctrl-D 退出`,
  search: '搜索：',
  group: (group) => groups[group] ?? group,
  position: (selected, total) => `第 ${selected} 项，共 ${total} 项`,
  loading: '正在读取 …',
  nothing: '没有找到',
  ago,
  needs: (names) => `还需要：${names.join('、')}`,
  recovered: '上次会话结束时正在输入这一行，按 → 取回',
  secretsLeftOut: '密码等已省略，执行时会再次询问',
  ended: (program, how) => (typeof how === 'number' ? `${program} 的退出码是 ${how}` : `${program} 被 ${how} 终止`),
  result: (number, seconds) => `$${number},${seconds.toFixed(seconds < 10 ? 2 : 1)} 秒`,
  noResults: '还没有结果',
  failed: '失败',
  same: '没有差异',
  saved: (file) => `已保存 ${file}`,
  imported: (lines) => `已导入 ${lines} 行`,
  cleared: '历史和结果已清除',
  refreshed: '补全用的数据已清除',
  notKept: (reason) => `无法保存历史和结果：${reason}`,
  using: (profile) => `配置 ${profile}`,
  askSecret: (name) => name,
  heading: { commands: '交互模式', keys: '按键与符号' },
  keys: [
    ['Tab', '补全；再按或用方向键选择，Esc 放弃'],
    ['→ End Alt-F', '采用灰色文字，或其中一个词'],
    ['Ctrl-R', '搜索历史'],
    ['F1', '说明光标处的内容'],
    ['F5', '应答的结构'],
    ['Ctrl-X Ctrl-E', '用 $EDITOR 编辑本行'],
    ['Alt-Enter', '换行；引号未结束或行末反斜杠也会续行'],
    ['Ctrl-C', '清除本行，或中断正在执行的命令'],
    ['… | jq .x', '把结果交给程序'],
    ['… > 文件', '把结果写入文件；>> 追加'],
    ['$_  $3.inventories[0].uuid', '在命令中引用之前的结果'],
    ['! ls', '执行 shell 命令'],
  ],
  command: {
    alias: '给一行命令起短名：alias up="UpdateVmInstance uuid=$1 name=$2"',
    clear: '清屏',
    diff: '按 uuid 比较两个结果：diff $3 $7',
    exit: '退出',
    history: '输入过的命令；history clear、history import',
    more: '之前的结果；more 3 显示其中一个',
    query: '按名称保存命令：query save x <命令>、query run x、query list、query remove x',
    quit: '退出',
    refresh: '清除补全用的数据',
    save: '把结果写入文件：save 3,4 目录',
    set: '修改设置：set output json',
    show: '显示设置',
    use: '切换配置',
  },
};

export const replProblems = {
  'nothing-after': ({ sign }: Problems['nothing-after']): Phrase =>
    sign === '|' ? { text: '这个 | 旁边缺少程序', hint: '属于值的 | 请写在引号里' } : { text: `${sign} 后面缺少文件` },
  'after-file': ({ word }: Problems['after-file']): Phrase => ({
    text: `文件后面不能写“${word}”`,
    hint: '含空格的名称请写在引号里',
  }),
  'program-failed': ({ program, reason }: Problems['program-failed']): Phrase => ({
    text: reason === 'ENOENT' ? `没有程序“${program}”` : `无法启动 ${program}：${reason}`,
  }),
  'file-unwritable': ({ file, reason }: Problems['file-unwritable']): Phrase => ({
    text: `无法写入 ${file}：${fileReasons[reason] ?? reason}`,
  }),
  'no-result': ({ number, last }: Problems['no-result']): Phrase => ({
    text: number === 0 || last === 0 ? '还没有结果' : `没有结果 $${number}`,
    hint: last > 0 ? '用 more 列出保存的结果' : undefined,
  }),
  'result-not-kept': ({ number }: Problems['result-not-kept']): Phrase => ({ text: `结果 $${number} 太大，没有保存` }),
  'no-such-part': ({ reference }: Problems['no-such-part']): Phrase => ({ text: `结果中没有 ${reference}` }),
  'not-comparable': ({ number }: Problems['not-comparable']): Phrase => ({ text: `结果 $${number} 不含列表` }),
  'unknown-saved': ({ kind, name, nearest }: Problems['unknown-saved']): Phrase => ({
    text: kind === 'alias' ? `没有别名“${name}”` : `没有保存的查询“${name}”`,
    hint: didYouMean(nearest),
  }),
  'name-taken': ({ name }: Problems['name-taken']): Phrase => ({ text: `“${name}”已有含义` }),
  'alias-loop': ({ names }: Problems['alias-loop']): Phrase => ({ text: `别名循环引用：${names.join(' → ')}` }),
  'value-missing': ({ name, place }: Problems['value-missing']): Phrase => ({ text: `${name} 缺少参数 ${place}` }),
  'stdin-in-repl': (): Phrase => ({ text: '这里的标准输入是键盘', hint: '请直接写值，或用 name=@file' }),
};

const groups: Readonly<Record<string, string>> = {
  commands: '命令',
  apis: 'API',
  options: '选项',
  conditions: '条件',
  joins: '关联资源',
  parameters: '参数',
  operators: '运算符',
  values: '值',
};

const fileReasons: Readonly<Record<string, string>> = {
  ENOENT: '目录不存在',
  EISDIR: '这是一个目录',
  EACCES: '没有权限',
  EEXIST: '文件已存在',
  ENOSPC: '磁盘空间不足',
};

function ago(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return '刚刚';
  if (minutes < 60) return `${minutes} 分钟`;
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} 小时`;
  return `${Math.floor(minutes / 1440)} 天`;
}
