import { exit } from '../exits.ts';
import type { Page, Row } from '../output/page.ts';
import { visible } from '../output/sanitize.ts';
import type { PageText } from '../text/pages.ts';
import type { Text } from '../text/text.ts';
import { commandNames } from './commands.ts';
import { commandPage, overviewPage } from './overview.ts';

/** The manual page zstack-cli(1) in the man macros of troff. */
export async function manualPage(text: Text, pages: PageText, version: string): Promise<string> {
  const overview = overviewPage(text);
  const details = await Promise.all(commandNames.map((name) => commandPage(name, text, pages)));
  return [
    `.TH ZSTACK-CLI 1 "" "zstack-cli ${version}" "ZStack"`,
    // Chinese has no blanks that could be stretched.
    '.ad l',
    ...section(pages.manual.name, [`zstack\\-cli \\- ${escaped(overview.summary ?? '')}`]),
    ...overview.parts.flatMap(({ heading, rows }) =>
      heading === text.help.commands
        ? [...section(heading, []), ...details.flatMap((page) => subsection(page))]
        : section(
            heading || pages.heading.conditions,
            rows.flatMap((row) => macros(row)),
          ),
    ),
    ...section(
      pages.manual.operators,
      Object.entries(pages.operator).flatMap(([sign, said]) => tagged(sign, said)),
    ),
    ...section(
      pages.manual.environment,
      Object.entries(pages.manual.variables).flatMap(([name, said]) => tagged(name, said)),
    ),
    ...section(
      pages.manual.exit,
      Object.entries(exit).flatMap(([name, code]) =>
        tagged(String(code), pages.manual.exitCode[name as keyof typeof exit]),
      ),
    ),
    '',
  ].join('\n');
}

function section(heading: string, lines: readonly string[]): readonly string[] {
  return [`.SH "${escaped(heading)}"`, ...lines];
}

function subsection({ title, summary = '', parts }: Page): readonly string[] {
  return [
    `.SS "${escaped(title)}"`,
    escaped(summary),
    ...parts
      .slice(0, -1)
      .flatMap(({ rows }) => (rows.length > 0 ? ['.PP', ...rows.flatMap((row) => macros(row))] : [])),
  ];
}

function macros(row: Row): readonly string[] {
  switch (row.kind) {
    case 'term':
      return tagged(row.term.trim(), row.text);
    case 'text':
      return ['.PP', escaped(row.text)];
    case 'command':
      return ['.PP', '.nf', escaped(row.words.join(' ')), '.fi'];
    case 'lines':
      return ['.nf', ...row.lines.map((line) => escaped(line)), '.fi'];
  }
}

function tagged(term: string, said: string): readonly string[] {
  return ['.TP', `.B "${escaped(term)}"`, escaped(said)];
}

/** Nothing that troff would act on: backslashes, dots and apostrophes that begin a line, quotes, hyphens. */
function escaped(text: string): string {
  return visible(text)
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll('"', '\\(dq')
    .replaceAll("'", '\\(aq')
    .replaceAll('^', '\\(ha')
    .replaceAll('~', '\\(ti')
    .replaceAll('`', '\\(ga')
    .replace(/^\./, '\\&.');
}
