import { errorCodes, fromName } from './codes.en.ts';
import { explain } from './explain.en.ts';
import { apiSummary, resourceName } from './names.en.ts';
import type { PageText } from './pages.ts';

const most = 24;
function some(values: readonly string[]): string {
  const shown = values.slice(0, most).join(', ');
  return values.length > most ? `${shown} and ${values.length - most} more` : shown;
}

function several(type: string): string {
  return /(?:text|number|uuid|time|list|map|object)$/.test(type) ? `${type}s` : type;
}

/** The pages in English. */
export const pages: PageText = {
  apiSummary,
  resourceName,
  explain,
  heading: {
    usage: 'Usage',
    required: 'Required',
    optional: 'Optional',
    answer: 'Answer',
    call: 'Call',
    example: 'Example',
    examples: 'Examples',
    conditions: 'Fields for conditions, fields= and sortBy=',
    fields: 'Fields',
    joins: 'Joins',
    tags: 'Tags, here and after every join',
    operators: 'Operators',
    steering: 'Steering words',
    children: 'Kinds',
    apis: 'APIs',
    values: 'Values',
    metrics: 'Metrics and their labels',
    arguments: 'Arguments',
    options: 'Options',
    meaning: 'Meaning',
    otherFields: 'Fields that are only answered',
    words: 'Words',
    request: 'Request',
    python: 'The Python zstack-cli',
  },
  param: {
    separator: '; ',
    type: {
      string: 'text',
      int: 'whole number',
      long: '64-bit whole number',
      double: 'number',
      float: 'number',
      bool: 'true or false',
      timestamp: 'time',
      list: 'list',
      map: 'map',
      object: 'JSON object',
      uuid: 'uuid',
      any: 'any values',
    },
    listOf: (element) => `list of ${several(element)}`,
    mapOf: (value) => `map of ${several(value)}`,
    uuidOf: (resource, list, named) =>
      `${list ? `uuids of ${resource}` : `uuid of ${resource}`}${named ? ', or @name:…' : ''}`,
    oneOf: (values) => `one of ${some(values)}`,
    between: (least, most) => `${least} to ${most}`,
    atLeast: (least) => `at least ${least}`,
    atMost: (most) => `at most ${most}`,
    length: (least, most) => {
      if (least === undefined) return `at most ${most} characters`;
      return most === undefined ? `at least ${least} characters` : `${least} to ${most} characters`;
    },
    matches: (regex) => `matches ${regex}`,
    default: (value) => `default ${value}`,
    notEmpty: 'not empty',
    secret: 'secret',
    since: (version) => `since ${version}`,
    newer: 'newer than 5.2.1',
    deprecated: 'deprecated',
    notQueryable: 'not for conditions',
    maybeQueryable: 'perhaps not for conditions',
  },
  call: {
    rest: (method, path) => `${method} ${path}`,
    byUuid: (path) => `GET ${path} with --by-uuid`,
    message: (name) => `no REST form: travels as the message ${name}`,
    noWay: 'neither a REST form nor a message name is known',
    job: (minutes) =>
      minutes === undefined
        ? 'asynchronous: a job, followed to its end'
        : `asynchronous: a job, followed to its end; the server allows it ${minutes} minutes`,
    direct: 'synchronous: answered at once',
    noSession: 'needs no log-in',
    since: (version, upper) => (upper ? `since ZStack ${version} or earlier` : `since ZStack ${version}`),
    newer: 'only in releases after 5.2.1',
    deprecated: 'deprecated',
    removed: (version, date) => `gone since ZStack ${version} (${date})`,
    optionalMark: '[name=value …]',
    nothing: 'nothing but success',
    unknownAnswer: 'not published',
    seeFields: 'fields as above',
    totalWith: 'with count=true or replyWithCount=true',
  },
  inventory: {
    kindOf: (parent, condition) => `A kind of ${parent}: ${condition}`,
    through: (path) => `through ${path}`,
    leadsTo: (inventory) => `to ${inventory}`,
    queriedBy: (api) => `Queried by ${api}`,
    notQueried: 'No API of its own queries it',
    fieldOf: (inventory) => `A field of ${inventory}`,
    paramOf: (api) => `A parameter of ${api}`,
    struct: 'a structure inside parameters or answers',
    enumeration: 'an enumeration',
    namespace: 'a namespace of metrics',
    selects: (condition) => `selected by ${condition}`,
    more: (count) => `and ${count} more: zstack-cli apis`,
  },
  operator: {
    '=': 'equal',
    '!=': 'not equal',
    '>': 'greater; quote it for a shell',
    '>=': 'greater or equal',
    '<': 'less',
    '<=': 'less or equal',
    '?=': 'one of a,b,c',
    '!?=': 'none of a,b,c',
    '~=': 'like: % is any text, _ any one character; a value with neither gets % on both sides',
    '!~=': 'not like',
    '=null': 'has no value',
    '!=null': 'has a value',
  },
  steering: {
    conditions: 'conditions as JSON: [{"name":…,"op":…,"value":…}]',
    count: 'true: only the number of matches',
    fields: 'only these fields: a,b,c',
    filterName: "a filter of the server's, name:value",
    groupBy: 'ignored by servers since 2.3.2',
    limit: 'at most so many rows; the server stops at 1000 where nothing is said',
    replyWithCount: 'true: the number of matches beside the rows',
    sortBy: 'order by this field',
    sortDirection: 'asc (default) or desc',
    start: 'leave out so many rows first',
    timeout: 'milliseconds to wait',
  },
  tags: {
    __systemTag__: 'text of a system tag',
    __userTag__: 'text of a user tag',
    __tagUuid__: 'uuid of the pattern that a user tag was made from',
  },
  errorCode: {
    known: errorCodes,
    named: fromName,
    unnamed: 'a code without a published name',
    family: (file) => `Of the part “${file}” of the server`,
    exit: (code) => `zstack-cli then exits with ${code}`,
    readDetails: 'The details and the elaboration of the error say what was wrong with the very call',
  },
  commands: {
    globalOptions: 'All other options are told by: zstack-cli help',
    choices: (values) => `one of ${values.join(', ')}`,
    argument: {
      topic: 'an API, a resource, a path along its joins, an error code, a namespace of metrics or a command',
      api: 'an API',
      words: 'words, all of which must occur',
      substring: 'a part of the name',
      line: 'a line, as one word',
      action: 'what to do',
      assignment: 'what is not given is asked for or comes from the environment',
    },
  },
  manual: {
    name: 'Name',
    operators: 'Operators of conditions',
    environment: 'Environment',
    variables: {
      ZSTACK_API_URL: 'address of the management node',
      ZSTACK_ACCOUNT: 'account to log in with',
      ZSTACK_PASSWORD: 'its password',
      ZSTACK_SESSION_ID: 'session to use instead of the stored one',
      ZSTACK_LANG: 'language: en or zh',
      NO_COLOR: 'no colours where it is set',
    },
    exit: 'Exit status',
    exitCode: {
      ok: 'done',
      refused: 'the server said no',
      usage: 'the line is wrong; nothing was sent',
      authentication: 'not logged in, or not allowed',
      nothingMatched: 'nothing was found',
      timeout: 'it took too long',
      connection: 'the server cannot be reached',
      interrupted: 'interrupted',
    },
  },
  found: {
    more: (count) => `${count} more: add a word, or -o json for all`,
    parameter: (name) => `parameter ${name}`,
    field: (name) => `field ${name}`,
    metric: 'metric',
    error: 'error code',
  },
};
