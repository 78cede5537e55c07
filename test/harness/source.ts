import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseAst } from 'vitest/node';

/** `static` is loaded before the file runs, `lazy` when the line is reached, `type` never. */
export interface Import {
  readonly of: string;
  readonly how: 'static' | 'lazy' | 'type';
}

/** What a file of TypeScript takes from elsewhere. */
export interface Source {
  readonly imports: readonly Import[];
  /**
   * Every name that is used as a value, with what is taken from it or made of it: `process`, `process.argv`, `new Date()`.
   * A local variable of the same name counts too.
   */
  readonly uses: ReadonlySet<string>;
  readonly lines: number;
}

/** Throws where the text is no TypeScript. */
export function readSource(text: string): Source {
  const imports: Import[] = [];
  const uses = new Set<string>();
  visit(parseAst(text, { lang: 'ts' }) as unknown as Node, (node) => {
    const found = importOf(node);
    if (found) imports.push(found);
    for (const use of usesOf(node)) uses.add(use);
  });
  return { imports, uses, lines: text.trimEnd().split('\n').length };
}

/** All TypeScript below a folder, by path from there with `/` between. */
export function readSources(folder: string): ReadonlyMap<string, Source> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  return new Map(
    names
      .sort()
      .map((name) => [name.replaceAll(path.sep, '/'), readSource(readFileSync(path.join(folder, name), 'utf8'))]),
  );
}

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

function visit(node: Node, see: (node: Node) => void): void {
  see(node);
  for (const [key, child] of Object.entries(node)) {
    // The name after a dot and the name of a property are no variables.
    if ((key === 'property' || key === 'key') && node.computed === false) continue;
    for (const one of Array.isArray(child) ? child : [child]) if (isNode(one)) visit(one, see);
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';
}

function importOf(node: Node): Import | undefined {
  switch (node.type) {
    case 'ImportDeclaration':
      return { of: literal(node.source), how: node.importKind === 'type' ? 'type' : 'static' };
    case 'ExportAllDeclaration':
    case 'ExportNamedDeclaration':
      return node.source
        ? { of: literal(node.source), how: node.exportKind === 'type' ? 'type' : 'static' }
        : undefined;
    case 'TSExternalModuleReference':
      return { of: literal(node.expression), how: 'static' };
    case 'ImportExpression':
      return { of: literal(node.source), how: 'lazy' };
    case 'TSImportType':
      return { of: literal(node.source), how: 'type' };
    case 'CallExpression':
      return nameOf(node.callee) === 'require'
        ? { of: literal((node.arguments as readonly unknown[])[0]), how: 'lazy' }
        : undefined;
    default:
      return undefined;
  }
}

/** A name that is put together at run time is shown as `?`, which no table allows. */
function literal(node: unknown): string {
  return isNode(node) && typeof node.value === 'string' ? node.value : '?';
}

function usesOf(node: Node): readonly string[] {
  switch (node.type) {
    case 'Identifier':
      return [node.name as string];
    case 'MemberExpression': {
      const object = nameOf(node.object);
      const property = node.computed ? literal(node.property) : nameOf(node.property);
      return object && property ? [`${object}.${property}`] : [];
    }
    case 'NewExpression': {
      const name = nameOf(node.callee);
      return name && (node.arguments as readonly unknown[]).length === 0 ? [`new ${name}()`] : [];
    }
    default:
      return [];
  }
}

function nameOf(node: unknown): string | undefined {
  return isNode(node) && node.type === 'Identifier' ? (node.name as string) : undefined;
}
