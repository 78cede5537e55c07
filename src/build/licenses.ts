import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A package of which something is bundled. */
interface Package {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly repository?: string | { readonly url?: string };
  readonly homepage?: string;
}

/** What the licenses of the bundled packages ask to be passed on; `inputs` are the files that the bundle was made of. */
export function noticesOf(inputs: readonly string[], root: string): string {
  const folders = [...new Set(inputs.flatMap((input) => folderOf(input) ?? []))].toSorted();
  const notices = folders.map((folder) => noticeOf(path.join(root, folder)));
  return [intro, ...notices].join(`\n${'-'.repeat(78)}\n\n`);
}

const intro = `zstack-cli itself is under the Apache License 2.0. It holds code of the packages
below, each under its own license. Unchanged sources of each are at the address
beside it.
`;

/** `node_modules/@scope/name` of a file within, the innermost where there are several. */
function folderOf(input: string): string | undefined {
  return /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(input)?.[0].replace(/^.*?(?=node_modules\/)/, '');
}

function noticeOf(folder: string): string {
  const { name, version, license, repository, homepage } = JSON.parse(
    readFileSync(path.join(folder, 'package.json'), 'utf8'),
  ) as Package;
  const address = (typeof repository === 'string' ? repository : repository?.url) ?? homepage ?? '';
  const texts = readdirSync(folder).filter((file) => /^(?:licen[cs]e|copying|notice)/i.test(file));
  if (license === undefined || texts.length === 0) throw new Error(`no license of ${name} in ${folder}`);
  return [
    `${name} ${version}`,
    license,
    webAddress(address),
    ...texts.toSorted().map((file) => `\n${readFileSync(path.join(folder, file), 'utf8').trim()}`),
    '',
  ].join('\n');
}

/** `git+https://github.com/a/b.git`, `github:a/b` and `a/b` as a browser takes them. */
function webAddress(repository: string): string {
  const bare = repository
    .replace(/^(?:git\+|github:)/, '')
    .replace(/^(?:git|http):/, 'https:')
    .replace(/\.git$/, '');
  return /^[\w.-]+\/[\w.-]+$/.test(bare) ? `https://github.com/${bare}` : bare;
}
