import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { endpointOf } from '../src/client/wire.ts';
import { connectionsOf } from '../src/connections.ts';
import { requestOfWords } from '../src/request/own.ts';
import { textIn } from '../src/text/text.ts';
import { stageAt } from './harness/context.ts';
import { registry } from './request/registry.ts';

it.each([
  ['en', 'en_US'],
  ['zh', 'zh_CN'],
] as const)('the server is asked for its texts in %s, whatever its own language is', async (lang, expected) => {
  const asked: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    asked.push(request.headers['accept-language']);
    response.end('{"inventories":[]}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const { context } = stageAt(endpointOf(`http://127.0.0.1:${port}/zstack`), registry);
  const { connect, close } = connectionsOf({ ...context, text: await textIn(lang) });
  await (await connect()).send(requestOfWords(['QueryZone'], registry));
  await close();
  expect(asked).toEqual([expected]);
});
