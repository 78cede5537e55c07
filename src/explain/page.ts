import { CliError } from '../errors.ts';
import { exitCodeOf } from '../exits.ts';
import { command, type Page, type Row, text as sentence, term } from '../output/page.ts';
import type { Registry } from '../registry/registry.ts';
import type { ErrorCode, Metric, Struct } from '../registry/types.ts';
import type { PageText } from '../text/pages.ts';
import { fieldRowsOf } from './answer.ts';
import { apiPage } from './api.ts';
import { inventoryPage, shortName } from './inventory.ts';
import { paramWords } from './param.ts';
import type { Topic } from './topic.ts';

/** The page about a topic that the registry knows. */
export function pageOf(topic: Exclude<Topic, { kind: 'command' }>, registry: Registry, text: PageText): Page {
  switch (topic.kind) {
    case 'api':
      return apiPage(topic.api, registry, text);
    case 'removed': {
      const { removed, removedDate, ...api } = topic.api;
      return apiPage(api, registry, text, { removed, removedDate });
    }
    case 'parameter': {
      const { api, param } = topic;
      const about = [paramWords(param, registry, text.param), text.inventory.paramOf(api.name)];
      return {
        title: `${api.name}.${param.name}`,
        parts: [{ heading: '', rows: about.map((line) => sentence(line)) }],
      };
    }
    case 'inventory':
      return inventoryPage(topic.inventory, registry, text, topic.via);
    case 'field':
      return fieldPage(topic, registry, text);
    case 'struct':
      return structPage(topic.struct, registry, text);
    case 'structField': {
      const rows = [sentence(paramWords(topic.field, registry, text.param))];
      return { title: `${topic.struct.name}.${topic.field.name}`, parts: [{ heading: '', rows }] };
    }
    case 'enum': {
      const rows = topic.enumType.values.map((value) => sentence(value));
      return {
        title: topic.enumType.name,
        summary: text.inventory.enumeration,
        parts: [{ heading: text.heading.values, rows }],
      };
    }
    case 'error':
      return errorPage(topic.error, text);
    case 'metrics':
      return metricsPage(topic.namespace, topic.metrics, text);
  }
}

function fieldPage(
  { inventory, field, via }: Extract<Topic, { kind: 'field' }>,
  registry: Registry,
  text: PageText,
): Page {
  const joins = via?.joins ?? [];
  const from = via?.from ?? inventory;
  const path = [...joins, field.name].join('.');
  const isQueryable = inventory.queryable?.includes(field.name) ?? true;
  const about = [
    paramWords(field, registry, text.param),
    text.inventory.fieldOf(shortName(inventory)),
    ...(isQueryable ? [] : [text.param.notQueryable]),
  ];
  const value = field.enum?.[0] ?? '…';
  return {
    title: `${shortName(from)}.${path}`,
    parts: [
      { heading: '', rows: about.map((line) => sentence(line)) },
      {
        heading: text.heading.example,
        rows: isQueryable && from.queryApi ? [command('zstack-cli', from.queryApi, `${path}=${value}`)] : [],
      },
    ],
  };
}

function structPage(struct: Struct, registry: Registry, text: PageText): Page {
  return {
    title: struct.name,
    summary: text.inventory.struct,
    parts: [{ heading: text.heading.fields, rows: fieldRowsOf(struct.fields, registry, text) }],
  };
}

function errorPage({ code, name, file }: ErrorCode, { errorCode, heading }: PageText): Page {
  const known = errorCode.known[code];
  const meaning = known ?? (name === undefined ? errorCode.unnamed : errorCode.named(name));
  const exitCode = exitCodeOf(new CliError('api-failed', { api: '', status: 503, error: { code } }));
  const rows = [
    ...(file === undefined ? [] : [errorCode.family(file.replace(/^.*\/|\.xml$/g, ''))]),
    errorCode.exit(exitCode),
    errorCode.readDetails,
  ];
  return {
    title: name === undefined ? code : `${code} ${name}`,
    summary: meaning,
    parts: [{ heading: heading.meaning, rows: rows.map((line) => sentence(line)) }],
  };
}

function metricsPage(namespace: string, metrics: readonly Metric[], text: PageText): Page {
  const rows = metrics.map(({ name, labels }): Row => term(name, labels.join(', ')));
  return {
    title: namespace,
    summary: text.inventory.namespace,
    parts: [
      { heading: text.heading.metrics, rows },
      {
        heading: text.heading.example,
        rows: metrics[0]
          ? [command('zstack-cli', 'GetMetricData', `namespace=${namespace}`, `metricName=${metrics[0].name}`)]
          : [],
      },
    ],
  };
}
