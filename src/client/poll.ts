import type { HttpRequest } from '../request/request.ts';
import { isPage } from './body.ts';
import type { JobName } from './job.ts';

/** The server asks for no session here; one is sent as the vendor's SDK does (ZSClient.java, ZStack 5.2.1). */
export function pollOf({ api, uuid, message }: JobName): HttpRequest {
  const common = { api, method: 'GET', query: [], needSession: true, needPoll: false, secrets: [] } as const;
  const id = encodeURIComponent(uuid);
  return message === undefined
    ? { ...common, path: `/api-jobs/${id}`, reply: 'envelope' }
    : { ...common, path: `/result/${id}`, reply: 'envelope', message };
}

/** Whether a 404 says that there is no such job: REST says it in a text, the message endpoint on a page. Source: RestServer.java, RESTApiFacadeImpl.java, ZStack 5.2.1. */
export function isUnknown({ message }: JobName, text: string): boolean {
  return message === undefined ? !isPage(text) : text.includes('No api result');
}
