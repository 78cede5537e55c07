/** Names of the `{variables}` of a path template. */
export function variablesOf(template: string): readonly string[] {
  return [...template.matchAll(/\{(\w+)\}/g)].map((found) => found[1] as string);
}

/** Puts values in the place of variables, percent-encoded; a trailing slash of the template stays. */
export function fillPath(template: string, values: ReadonlyMap<string, string>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values.get(name) ?? ''));
}
