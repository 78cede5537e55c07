import { errorCodes, fromName } from './codes.zh.ts';
import { explain } from './explain.zh.ts';
import { apiSummary, resourceName } from './names.zh.ts';
import type { PageText } from './pages.ts';

const most = 24;
function some(values: readonly string[]): string {
  const shown = values.slice(0, most).join('、');
  return values.length > most ? `${shown} 等 ${values.length} 个` : shown;
}

/** The pages in Chinese. */
export const pages: PageText = {
  apiSummary,
  resourceName,
  explain,
  heading: {
    usage: '用法',
    required: '必填参数',
    optional: '可选参数',
    answer: '应答',
    call: '调用方式',
    example: '示例',
    examples: '示例',
    conditions: '可用于条件、fields= 和 sortBy= 的字段',
    fields: '字段',
    joins: '关联',
    tags: '标签(每层关联之后也可用)',
    operators: '运算符',
    steering: '控制参数',
    children: '子类型',
    apis: '相关 API',
    values: '可用的值',
    metrics: '监控指标及其标签',
    arguments: '参数',
    options: '选项',
    meaning: '含义',
    otherFields: '只在应答中的字段',
    words: '词',
    request: '请求',
    python: 'Python 版 zstack-cli',
  },
  param: {
    separator: ';',
    type: {
      string: '文本',
      int: '整数',
      long: '64 位整数',
      double: '数字',
      float: '数字',
      bool: 'true 或 false',
      timestamp: '时间',
      list: '列表',
      map: '映射',
      object: 'JSON 对象',
      uuid: 'uuid',
      any: '任意值',
    },
    listOf: (element) => `列表,元素为${spaced(element)}`,
    mapOf: (value) => `映射,值为${spaced(value)}`,
    uuidOf: (resource, list, named) =>
      `${list ? `多个 ${resource} 的 uuid` : `${resource} 的 uuid`}${named ? ',或 @name:…' : ''}`,
    oneOf: (values) => `可选值:${some(values)}`,
    between: (least, most) => `${least} 到 ${most}`,
    atLeast: (least) => `不小于 ${least}`,
    atMost: (most) => `不大于 ${most}`,
    length: (least, most) => {
      if (least === undefined) return `最多 ${most} 个字符`;
      return most === undefined ? `至少 ${least} 个字符` : `${least} 到 ${most} 个字符`;
    },
    matches: (regex) => `须匹配 ${regex}`,
    default: (value) => `默认 ${value}`,
    notEmpty: '不能为空',
    secret: '机密',
    since: (version) => `自 ${version} 起`,
    newer: '5.2.1 之后的版本才有',
    deprecated: '已不推荐使用',
    notQueryable: '不能用于条件',
    maybeQueryable: '可能不能用于条件',
  },
  call: {
    rest: (method, path) => `${method} ${path}`,
    byUuid: (path) => `加上 --by-uuid:GET ${path}`,
    message: (name) => `没有 REST 形式,以消息 ${name} 发送`,
    noWay: '没有 REST 形式,消息名称也未公布',
    job: (minutes) =>
      minutes === undefined
        ? '异步:作为任务执行,等待到结束'
        : `异步:作为任务执行,等待到结束;服务器允许 ${minutes} 分钟`,
    direct: '同步:立即应答',
    noSession: '不需要登录',
    since: (version, upper) => (upper ? `自 ZStack ${version} 或更早版本起` : `自 ZStack ${version} 起`),
    newer: '仅在 5.2.1 之后的版本中',
    deprecated: '已不推荐使用',
    removed: (version, date) => `从 ZStack ${version}(${date})起已不存在`,
    optionalMark: '[名称=值 …]',
    nothing: '只表示成功,没有内容',
    unknownAnswer: '未公布',
    seeFields: '字段见上',
    totalWith: '使用 count=true 或 replyWithCount=true 时',
  },
  inventory: {
    kindOf: (parent, condition) => `${parent} 的一种:${condition}`,
    through: (path) => `经由 ${path}`,
    leadsTo: (inventory) => `指向 ${inventory}`,
    queriedBy: (api) => `用 ${api} 查询`,
    notQueried: '没有专门查询它的 API',
    fieldOf: (inventory) => `${inventory} 的字段`,
    paramOf: (api) => `${api} 的参数`,
    struct: '参数或应答中的结构',
    enumeration: '枚举',
    namespace: '监控指标的命名空间',
    selects: (condition) => `条件:${condition}`,
    more: (count) => `另有 ${count} 个:zstack-cli apis`,
  },
  operator: {
    '=': '等于',
    '!=': '不等于',
    '>': '大于(在 shell 中要加引号)',
    '>=': '大于或等于',
    '<': '小于',
    '<=': '小于或等于',
    '?=': '是 a,b,c 之一',
    '!?=': '不是 a,b,c 中的任何一个',
    '~=': '模糊匹配:% 代表任意文本,_ 代表一个字符;两者都没有时,值的两边加上 %',
    '!~=': '不匹配',
    '=null': '没有值',
    '!=null': '有值',
  },
  steering: {
    conditions: 'JSON 形式的条件:[{"name":…,"op":…,"value":…}]',
    count: 'true:只返回匹配的数量',
    fields: '只返回这些字段:a,b,c',
    filterName: '服务器的过滤器,名称:值',
    groupBy: '2.3.2 之后的服务器会忽略',
    limit: '最多返回多少行;不指定时服务器最多返回 1000 行',
    replyWithCount: 'true:同时返回匹配的数量',
    sortBy: '按此字段排序',
    sortDirection: 'asc(默认)或 desc',
    start: '跳过前多少行',
    timeout: '等待的毫秒数',
  },
  tags: {
    __systemTag__: '系统标签的文本',
    __userTag__: '用户标签的文本',
    __tagUuid__: '用户标签所用标签模式的 uuid',
  },
  errorCode: {
    known: errorCodes,
    named: fromName,
    unnamed: '名称未公布的错误码',
    family: (file) => `属于服务器的“${file}”部分`,
    exit: (code) => `此时 zstack-cli 的退出码为 ${code}`,
    readDetails: '错误中的 details 和 elaboration 说明了具体原因',
  },
  commands: {
    globalOptions: '其他选项见:zstack-cli help',
    choices: (values) => `可选值:${values.join(' | ')}`,
    about: {
      fault: '要制造的故障,可带秒数,如 latency=2',
      on: '只作用于含有这段文字的请求,如 POST /v1/zones',
      times: '作用的次数,不写则一直有效,直到清除',
    },
    argument: {
      topic: 'API、资源、沿关联的路径、错误码、监控指标的命名空间或命令',
      api: 'API',
      words: '词语,必须全部出现',
      substring: '名称的一部分',
      line: '一行命令:API 及其参数;explain 也接受加引号的一整行',
      job: '任务的 uuid 或其开头部分',
      jobOrUuid: '任务;或资源类型和 uuid;或仅 uuid',
      action: '要做的事',
      assignment: '未给出的会询问或取自环境变量',
    },
  },
  manual: {
    name: '名称',
    operators: '条件的运算符',
    environment: '环境变量',
    variables: {
      ZSTACK_API_URL: '管理节点地址',
      ZSTACK_ACCOUNT: '登录所用的账户',
      ZSTACK_PASSWORD: '账户的密码',
      ZSTACK_SESSION_ID: '使用此会话而不是已保存的会话',
      ZSTACK_LANG: '语言:en 或 zh',
      NO_COLOR: '设置后不使用颜色',
    },
    exit: '退出码',
    exitCode: {
      ok: '成功',
      refused: '服务器拒绝了调用',
      usage: '命令有误,没有发送任何内容',
      authentication: '尚未登录或没有权限',
      nothingMatched: '没有找到',
      timeout: '超时',
      connection: '无法连接服务器',
      interrupted: '已中断',
    },
  },
  found: {
    more: (count) => `另有 ${count} 个:请增加词语,或用 -o json 显示全部`,
    parameter: (name) => `参数 ${name}`,
    field: (name) => `字段 ${name}`,
    metric: '监控指标',
    error: '错误码',
  },
};

/** A Latin name stands apart from the Chinese character before it. */
function spaced(text: string): string {
  return /^\w/.test(text) ? ` ${text}` : text;
}
