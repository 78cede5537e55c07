import type { ExpectedValue } from '../errors.ts';
import type { Text } from './text.ts';
import { batch, batchProblems } from './zh/batch.ts';
import { doctor, doctorProblems } from './zh/doctor.ts';
import { help } from './zh/help.ts';
import { job, jobProblems, mayRun, stillRunning } from './zh/jobs.ts';
import { didYouMean, listed, some } from './zh/listing.ts';
import { ask, auth } from './zh/login.ts';
import { profileProblems, profiles } from './zh/profiles.ts';
import { repl, replProblems } from './zh/repl.ts';
import { rows, rowsNotes, rowsProblems } from './zh/rows.ts';
import { safety, safetyProblems } from './zh/safety.ts';
import { tlsProblems, trust } from './zh/tls.ts';
import { values } from './zh/values.ts';

const expected: Readonly<Record<ExpectedValue, string>> = {
  string: '文本',
  int: '-2147483648 到 2147483647 之间的整数',
  long: '不超过 64 位的整数',
  double: '数字',
  bool: 'true 或 false',
  list: '列表：a,b,c 或 JSON',
  map: 'JSON 对象，例如 {"key":"value"}',
  object: 'JSON 对象，例如 {"key":"value"}',
  json: 'JSON',
  conditions: '由 {"name":…,"op":…,"value":…} 组成的 JSON 列表',
  count: '不小于 0 的整数',
  milliseconds: '以毫秒计的整数',
};

/** What the system calls the trouble, for people; anything else is shown as it is. */
const reasons: Readonly<Record<string, string>> = {
  EACCES: '没有权限',
  ECONNREFUSED: '该端口没有服务',
  ECONNRESET: '连接中断',
  EPIPE: '连接中断',
  ENOTFOUND: '找不到该主机',
  EAI_AGAIN: '暂时无法解析该名称',
  EHOSTUNREACH: '主机不可达',
  ENETUNREACH: '网络不可达',
  'not-http': '对方不是 HTTP 服务',
  EISDIR: '这是一个目录',
  ELOOP: '符号链接成环',
  'not-a-file': '不是普通文件',
  'too-large': '文件太大',
};
const reasonOf = (code: string): string => reasons[code] ?? code;

export const chinese: Text = {
  locale: 'zh_CN',
  error: '错误：',
  note: '注意：',
  problems: {
    ...values,
    ...profileProblems,
    ...tlsProblems,
    ...doctorProblems,
    ...jobProblems,
    ...batchProblems,
    ...safetyProblems,
    ...rowsProblems,
    ...replProblems,
    'unclosed-quote': ({ quote }) => ({ text: `引号 ${quote} 没有结束` }),
    'dangling-backslash': () => ({ text: '末尾的反斜杠后面没有字符', hint: '要输入反斜杠，请写 \\\\' }),
    'no-operator': ({ word, spaced }) =>
      spaced
        ? { text: '运算符两边不能有空格', hint: `请连写成一个词：${word}=值` }
        : { text: `“${word}”不是 名称=值`, hint: '运算符：= != > >= < <= ?= !?= ~= !~=' },
    'no-name': () => ({ text: '运算符前面缺少名称' }),
    'bad-operator': ({ operator, nearest }) => ({
      text: `没有运算符“${operator}”`,
      hint: didYouMean(nearest) ?? '运算符：= != > >= < <= ?= !?= ~= !~=',
    }),
    'not-an-assignment': ({ name, operator, api }) => ({
      text: `${api} 接受参数而不是条件，不能用“${operator}”`,
      hint: `请写 ${name}=值`,
    }),
    'unknown-command': ({ name, nearest }) => ({ text: `没有名为“${name}”的命令或 API`, hint: didYouMean(nearest) }),
    'unknown-api': ({ name, nearest }) => ({ text: `没有名为“${name}”的 API`, hint: didYouMean(nearest) }),
    'removed-api': ({ name, version, nearest }) => ({
      text: `${name} 从 ZStack ${version} 起已不存在`,
      hint: didYouMean(nearest),
    }),
    'unknown-param': ({ api, name, nearest }) => ({ text: `${api} 没有参数“${name}”`, hint: didYouMean(nearest) }),
    'missing-params': ({ api, names }) => ({ text: `${api} 缺少 ${listed(names, '和')}` }),
    'repeated-param': ({ name }) => ({ text: `“${name}”出现了两次` }),
    'unknown-field': ({ inventory, name, nearest, needs }) => ({
      text: `${inventory} 没有字段“${name}”`,
      hint: needs === undefined ? didYouMean(nearest) : `加上条件 ${needs} 后可用`,
    }),
    'unknown-join': ({ inventory, name, nearest }) => ({
      text: `${inventory} 没有可关联的“${name}”`,
      hint: didYouMean(nearest),
    }),
    'join-without-field': ({ name, example }) => ({
      text: `“${name}”是关联的资源，不是字段`,
      hint: `请同时写出它的字段，例如 ${example}`,
    }),
    'not-own-field': ({ name, key }) => ({ text: `${key} 只接受资源自己的字段，不接受“${name}”` }),
    'operator-on-reserved': ({ name, operator }) => ({
      text: `“${name}”是查询的控制参数，只能用“=”，不能用“${operator}”`,
      hint: `请写 ${name}=值`,
    }),
    'bad-value': ({ name, value, expected: kind }) => ({
      text: `${name} 应为${/^[\w-]/.test(expected[kind]) ? ' ' : ''}${expected[kind]}，而不是“${value}”`,
    }),
    'not-one-of': ({ name, value, values, nearest }) => ({
      text: `${name} 不能是“${value}”`,
      hint: [didYouMean(nearest), `可用的值：${some(values)}`].filter(Boolean).join(' '),
    }),
    'by-uuid-needs-uuid': ({ api }) => ({
      text: '--by-uuid 只能与单独一个 uuid=… 一起使用',
      hint: `请写 ${api} uuid=… --by-uuid`,
    }),
    'by-uuid-not-offered': ({ api }) => ({ text: `${api} 没有带 uuid 的路径`, hint: '请去掉 --by-uuid' }),
    'not-expressible': ({ word, why }) => ({
      text: `服务器无法把“${word}”解析为条件`,
      hint:
        why === 'filterName'
          ? 'ZQL 可以，但它不支持 filterName：请去掉其中之一'
          : 'ZQL 可以，但不知道这种资源在 ZQL 中的名称：请使用 ZQLQuery',
    }),
    'not-logged-in': ({ login }) => ({ text: '尚未登录', hint: `请登录：${login}` }),
    'bad-address': ({ address }) => ({
      text: `“${address}”不是有效的地址`,
      hint: '请写 http://host:8080/zstack，或只写主机名',
    }),
    unreachable: ({ url, reason, jobUuid, isProxy }) => ({
      text: `无法连接 ${url}：${reasonOf(reason)}`,
      hint: jobUuid
        ? mayRun(jobUuid)
        : isProxy
          ? '这是代理：请检查 --proxy、HTTPS_PROXY 和 HTTP_PROXY'
          : '请检查地址（--url、--host、--port），并确认管理节点正在运行',
    }),
    'connect-timeout': ({ url, seconds }) => ({
      text: `${url} 在 ${seconds} 秒内没有接受连接`,
      hint: '请检查地址和网络，或增大 --connect-timeout',
    }),
    'read-timeout': ({ url, seconds, jobUuid }) => ({
      text: `${url} 在 ${seconds} 秒内没有应答`,
      hint: jobUuid ? mayRun(jobUuid) : '可以增大 --read-timeout',
    }),
    'api-failed': ({ api, error }) => {
      const detail = error.elaboration ?? error.rootCause ?? error.details ?? error.description ?? '';
      return {
        text: `${api} 失败：${[error.code, detail].filter(Boolean).join(' ')}`,
        hint: error.code === 'ID.1001' ? '请重新登录：zstack-cli login' : undefined,
      };
    },
    'http-failed': ({ api, status, body, jobUuid }) => ({
      text: `${api} 被拒绝，HTTP ${status}${body && `：${body}`}`,
      hint: jobUuid && mayRun(jobUuid),
    }),
    'bad-reply': ({ api, status, body, jobUuid }) => ({
      text: `无法解析 ${api} 的应答（HTTP ${status}）${body && `：${body}`}`,
      hint: jobUuid ? mayRun(jobUuid) : '这是 ZStack 管理节点的地址吗？',
    }),
    'option-needed': ({ command, option }) => ({ text: `${command} 在此处需要 ${option}` }),
    interrupted: ({ jobUuid }) => ({ text: '已中断', hint: jobUuid && stillRunning(jobUuid) }),
    'settings-unreadable': ({ file, reason, keptAs }) => ({
      text: `无法读取 ${file}：${reason === 'damaged' ? '文件已损坏' : reasonOf(reason)}`,
      hint: keptAs === undefined ? undefined : `已将其另存为 ${keptAs}`,
    }),
    'program-damaged': ({ reason }) => ({
      text: `程序自身的文件已损坏${reason && `：${reason}`}`,
      hint: '请重新安装：npm ci && npm install --global .',
    }),
    'settings-unwritable': ({ file, reason }) => ({ text: `无法写入 ${file}：${reasonOf(reason)}` }),
    'no-terminal': ({ wanted, variable }) => ({
      text: `没有终端，无法询问 ${wanted}`,
      hint: `在脚本中请使用 --password-stdin 或 ${variable}`,
    }),
    'unknown-option': ({ option, nearest }) => ({
      text: `没有选项 ${option}`,
      hint: didYouMean(nearest) ?? '参见：zstack-cli --help',
    }),
    'option-without-value': ({ option }) => ({ text: `${option} 需要一个值`, hint: '参见：zstack-cli --help' }),
    'bad-option': ({ option, value, values, nearest }) => ({
      text: `${option} 不能是“${value}”`,
      hint:
        values.length > 0
          ? [didYouMean(nearest), `可用的值：${listed(values, '或')}`].filter(Boolean).join(' ')
          : '需要一个整数',
    }),
    'unknown-topic': ({ name, nearest }) => ({
      text: `没有叫做“${name}”的内容`,
      hint: didYouMean(nearest) ?? '搜索：zstack-cli apropos <词语>',
    }),
    'nothing-found': ({ words, nearest }) => ({ text: `没有找到“${words.join(' ')}”`, hint: didYouMean(nearest) }),
    'bad-duration': ({ option, value }) => ({
      text: `${option} 不能是“${value}”`,
      hint: '请写时长，例如 30s、10m 或 1h30m',
    }),
    'missing-words': ({ command, words }) => ({ text: `${command} 缺少 ${listed(words, '和')}` }),
    'unexpected-word': ({ word, legal: words }) => ({
      text: `此处不能写“${word}”`,
      hint: words.length > 0 ? `可用：${listed(words, '或')}` : undefined,
    }),
    'sandbox-running': ({ url, pid }) => ({
      text: `沙箱已在运行：${url}（进程 ${pid}）`,
      hint: '停止它：zstack-cli sandbox stop',
    }),
    'sandbox-not-running': () => ({ text: '沙箱没有运行', hint: '启动它：zstack-cli sandbox start' }),
    'sandbox-failed': ({ reason }) => ({ text: `沙箱无法启动：${reason}` }),
    'port-taken': ({ port }) => ({ text: `端口 ${port} 已被占用`, hint: '请用 --port 指定其他端口' }),
    internal: ({ message }) => ({ text: `程序内部错误：${message}`, hint: '请报告此问题' }),
  },
  pages: async () => (await import('./zh/pages.ts')).pages,
  notes: {
    'like-underscore': ({ suggestion }) =>
      `“_”匹配任意一个字符，因此没有在值的两边加 %；要查找含有“_”的值，请写 '${suggestion}'`,
    'like-everything': ({ word }) => (word.includes('!') ? `“${word}”不匹配任何值` : `“${word}”匹配所有非空的值`),
    'list-space': ({ name }) => `逗号旁的空格属于 ${name} 的值`,
    'bool-list': ({ name }) => `服务器会颠倒列表中的布尔值：请写 ${name}=true 或 ${name}=false`,
    'not-a-number': ({ name, value, read }) => `${name} 是数字：服务器把“${value}”当作 ${read}`,
    'not-a-time': ({ name, value }) => `${name} 是时间，例如 2026-01-31 或 "2026-01-31 12:00:00"：“${value}”不会匹配`,
    'group-by-ignored': () => '2.3.2 之后的服务器忽略 groupBy，请使用 ZQLQuery',
    'not-a-uuid': ({ name, value, kind }) => `${name} 需要 ${kind} 的 uuid；要按名称指定，请写 ${name}=@${value}`,
    'names-not-looked-up': ({ names }) => `没有发送任何请求，因此 ${listed(names, '和')} 仍显示在 uuid 的位置`,
    insecure: ({ url }) => `没有检查 ${url} 的证书，途中任何人都可能窃听`,
    'job-not-kept': ({ file, reason, jobUuid }) => `任务 ${jobUuid} 没有被记录：无法写入 ${file}：${reason}`,
    ...rowsNotes,
  },
  columnsLeftOut: (names) => `未显示的列：${some(names)}（用 --columns 选择列，-o json 显示全部）`,
  job,
  batch,
  safety,
  rows,
  valid: (api) => `${api}：没有问题，没有发送`,
  login: {
    done: (account, url) => `已以 ${account} 登录 ${url}`,
    sandbox: (account) => `沙箱：已以 ${account} 登录`,
    out: '已退出登录',
    wasOut: '尚未登录',
    renewed: (account) => `会话已结束，已重新以 ${account} 登录`,
    passwordOnArgv: '命令行中的密码对本机所有进程可见；省略它会提示输入，或使用 --password-stdin',
  },
  ask,
  auth,
  profiles,
  trust,
  doctor,
  curl: {
    pollMessage: '应答为 Processing；重复查询，直到变为 Done：',
    poll: '应答为 202；重复查询，直到应答不再是 202：',
    variable: (name, holds) =>
      holds === 'session'
        ? `环境变量 ${name} 须为会话`
        : `环境变量 ${name} 须为${holds === 'json' ? ' JSON 形式的值' : '明文'}`,
  },
  sandbox: {
    started: (url, pid) => `沙箱运行于 ${url}（进程 ${pid}）`,
    stopped: '沙箱已停止',
    running: (url, pid, folder) => `正在运行：${url}（进程 ${pid}），数据在 ${folder}`,
    notRunning: (folder) => `没有运行，数据在 ${folder}`,
    reset: (folder) => `沙箱已重建：${folder}`,
    serving: (url) => `沙箱监听 ${url}，按 Ctrl-C 结束`,
    open: (host) => `${host} 对其他机器开放，而演示密码人人皆知`,
    noFaults: '没有设置故障',
  },
  completion: {
    required: '必填',
    loading: '正在向云查询可用的值，请再按一次 Tab',
    unreachable: '现在无法从云获取可用的值',
    damaged: 'zstack-cli 已损坏，请运行 zstack-cli doctor 查看',
    installed: (file) => `已写入 ${file}`,
    alreadyInstalled: (file) => `${file} 中已经有了`,
    removed: (file) => `已从 ${file} 中移除`,
    notInstalled: (file) => `${file} 中没有相关内容`,
    next: (command) => `新打开的 shell 会自动启用；当前 shell 请执行：${command}`,
  },
  repl,
  help,
};
