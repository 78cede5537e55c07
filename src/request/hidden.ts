import { isSecretCondition } from './condition.ts';
import type { Query } from './query.ts';
import { isSecretText } from './secret.ts';

/** A value of a query that must not be shown: something is compared with a secret. */
export interface Hidden {
  readonly name: string;
  readonly value: string;
}

export function hiddenIn({ conditions, unread = [] }: Query): readonly Hidden[] {
  return [
    ...conditions.filter((each) => isSecretCondition(each)).map(({ path: name, value = '' }) => ({ name, value })),
    ...unread.filter(([name, value]) => isSecretText({ name }, value)).map(([name, value]) => ({ name, value })),
  ];
}

/** The query with others in the place of those values. */
export function withoutHidden(query: Query, standIn: (hidden: Hidden) => string): Query {
  const { conditions, unread = [] } = query;
  return {
    ...query,
    conditions: conditions.map((condition) => {
      const { path: name, value = '' } = condition;
      return isSecretCondition(condition) ? { ...condition, value: standIn({ name, value }) } : condition;
    }),
    unread: unread.map(([name, value]) => [name, isSecretText({ name }, value) ? standIn({ name, value }) : value]),
  };
}
