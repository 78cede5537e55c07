import type { Problems } from '../../errors.ts';
import type { ProfileText } from '../accounts.ts';
import type { Phrase } from '../text.ts';
import { didYouMean } from './listing.ts';
import { documentReasons } from './values.ts';

/** What is wrong with settings and profiles. */
export const profileProblems = {
  'unknown-setting': ({ name, nearest }: Problems['unknown-setting']): Phrase => ({
    text: `没有设置项“${name}”`,
    hint: didYouMean(nearest) ?? '参见：zstack-cli config list',
  }),
  'bad-setting': ({ name, value, expected }: Problems['bad-setting']): Phrase => ({
    text: `${name} 不能是“${value}”`,
    hint: {
      seconds: '需要以秒计的整数',
      fingerprint: 'SHA-256 指纹由 64 个十六进制数字组成：AB:CD:…',
      zone: '请写时区，例如 Asia/Shanghai、UTC 或 GMT+08:00',
      columns: '请至少写一个字段，例如 name,state,hostUuid',
      text: '应为一行文本，且不能为空',
      line: '应为一行文本',
      count: '需要从 0 起的整数',
    }[expected],
  }),
  'needs-terminal': ({ what }: Problems['needs-terminal']): Phrase => ({
    text: `${what} 需要终端`,
    hint: '在脚本中：zstack-cli config set <名称> <值>',
  }),
  'bad-config': ({ file, reason }: Problems['bad-config']): Phrase => ({
    text: `${file} 不是有效的设置：${documentReasons[reason] ?? '不是 JSON'}`,
    hint: '应为 JSON：{"settings":{…},"profiles":{"名称":{…}}}',
  }),
  'bad-proxy': ({ proxy }: Problems['bad-proxy']): Phrase => ({
    text: `“${proxy}”不是有效的代理地址`,
    hint: '请写 http://host:3128，或写 none 表示不用代理',
  }),
  'editor-failed': ({ editor, reason }: Problems['editor-failed']): Phrase => ({
    text: reason === 'ENOENT' ? `没有编辑器“${editor}”` : `${editor} 运行失败：${reason}`,
    hint: '编辑器由环境变量 VISUAL 和 EDITOR 指定；没有做任何更改',
  }),
  'unknown-profile': ({ name, nearest }: Problems['unknown-profile']): Phrase => ({
    text: `没有配置“${name}”`,
    hint: didYouMean(nearest) ?? '参见：zstack-cli profile list',
  }),
  'no-profiles': (): Phrase => ({
    text: '还没有任何配置',
    hint: '请添加：zstack-cli profile add <名称> url=https://host:8443/zstack',
  }),
  'bad-profile-name': ({ name, reserved }: Problems['bad-profile-name']): Phrase => ({
    text: `“${name}”不能作为配置的名称`,
    hint: reserved ? '该名称另有含义' : '请使用字母、汉字、数字和 _ . @ -',
  }),
  'profile-exists': ({ name }: Problems['profile-exists']): Phrase => ({
    text: `配置 ${name} 已存在`,
    hint: `要修改它：zstack-cli --profile ${name} config set <名称> <值>`,
  }),
  'reserved-profile': ({ name }: Problems['reserved-profile']): Phrase => ({
    text: `配置 ${name} 始终存在，不能改名`,
  }),
  /** Before what went wrong there. */
  'cloud-failed': ({ profile }: Problems['cloud-failed']): Phrase => ({ text: `${profile}：` }),
  'one-profile': ({ what }: Problems['one-profile']): Phrase => ({
    text: `${what} 一次只能用于一个配置`,
    hint: '只有读取操作可以同时用于多个配置',
  }),
  'not-a-session-file': ({ file }: Problems['not-a-session-file']): Phrase => ({
    text: `${file} 中没有会话`,
    hint: 'Python 版 zstack-cli 登录后把会话保存在 ~/.zstack/cli/session',
  }),
  'keyring-failed': ({ program, reason }: Problems['keyring-failed']): Phrase => ({
    text: `密钥环无法使用：${program}：${keyringReasons[reason] ?? reason}`,
    hint: '可改为保存在文件中：zstack-cli config set secrets file',
  }),
  'keys-not-taken': ({ url }: Problems['keys-not-taken']): Phrase => ({
    text: `${url} 不支持 AccessKey`,
    hint: '请用用户名和密码登录：zstack-cli login',
  }),
  'keys-need-rest': ({ api }: Problems['keys-need-rest']): Phrase => ({
    text: `${api} 以消息方式发送，AccessKey 无法为其签名`,
    hint: '请用用户名和密码登录，或去掉 --transport message',
  }),
  'not-repeated': ({ api }: Problems['not-repeated']): Phrase => ({
    text: `会话已结束，没有执行 ${api}`,
    hint: '现已重新登录；如仍需执行，请再次调用',
  }),
  'read-only': ({ api, profile }: Problems['read-only']): Phrase => ({
    text: `配置 ${profile} 是只读的，没有调用 ${api}`,
    hint: `要允许修改：zstack-cli --profile ${profile} config set read-only false`,
  }),
};

const keyringReasons: Readonly<Record<string, string>> = {
  ENOENT: '没有该程序',
  ETIMEDOUT: '2 秒内没有应答',
  ENOSYS: '不支持此系统',
  1: '被拒绝；密钥环是否存在并已解锁？',
};

export const profiles: ProfileText = {
  setting: {
    url: '管理节点地址',
    account: '登录名',
    login: '登录方式',
    'password-file': '首行为密码的文件，会话过期后重新登录时也使用它',
    'time-zone': '管理节点的时区，用于 AccessKey',
    secrets: '会话和密钥的保存位置：file（文件）或 keyring（系统密钥环）',
    'ca-file': '信任的证书签发机构（PEM 文件），取代系统自带的',
    'cert-file': '向服务器出示的客户端证书（PEM 文件）',
    'key-file': '客户端证书的私钥（PEM 文件）',
    pin: '唯一接受的证书的 SHA-256 指纹',
    proxy: '连接服务器所用的代理，none 表示不用代理',
    'read-only': 'true 表示只允许 Query、Get 和 List',
    production: 'true 表示生产环境，提示符会突出显示',
    output: '终端上结果的格式',
    'error-format': '错误的格式',
    language: '语言：auto、en 或 zh',
    color: '颜色：auto、always 或 never',
    'connect-timeout': '等待连接的秒数',
    'read-timeout': '等待应答的秒数',
    'log-file': '--debug 写入的文件',
    'completion-live': 'Tab 是否列出云上的实际内容',
    pager: 'REPL 中分页显示长结果',
    timing: 'REPL 中显示每行的耗时',
    bell: 'REPL 中命令超过多少秒后响铃；0 表示不响',
    'editing-mode': 'emacs 或 vi 按键',
    accessible: '不显示行下的列表和灰色文字，适合读屏软件',
    prompt: '行首提示符：%p 配置，%a 账户，%h 主机，%n 结果编号',
    danger: '提示符显示为红色的配置，用通配符表示：*prod*',
  },
  columns: (kind) => `${kind} 表格的列`,
  columnsOfKind: '某种资源的表格的列，例如 columns.VmInstance',
  added: (profile) => `已添加配置 ${profile}；请登录：zstack-cli --profile ${profile} login`,
  emptied: (profile) => `已删除配置 ${profile} 的设置及其会话`,
  removed: (profile) => `已删除配置 ${profile} 及其会话`,
  renamed: (from, to) => `配置 ${from} 已改名为 ${to}`,
  inUse: (profile) => `从现在起使用配置 ${profile}`,
  imported: (account, profile) => `${account} 的会话已导入配置 ${profile}`,
  unchanged: '没有做任何更改',
  edited: (file) => `已更改 ${file}`,
  editAgain: '再次编辑？',
  overruled: (name, by) =>
    'variable' in by
      ? `已保存 ${name}，但这里以环境变量 ${by.variable} 为准`
      : `已保存 ${name}，但配置 ${by.profile} 有自己的设置`,
};
