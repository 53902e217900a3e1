import type { Run } from './context.ts';
import { methodCall } from './dispatch.ts';
import { holdsEvery, lookup } from './equality.ts';
import { Failure, type Outcome } from './outcome.ts';
import { over, sizeOf } from './strict.ts';
import type { Expression } from './syntax.ts';
import { intOf, type RulesList, type RulesMap, type RulesValue } from './values.ts';

type Method = Extract<Expression, { kind: 'method' }>;

const QUESTIONS = new Map<string, (map: RulesMap, items: RulesList) => RulesValue>([
  ['size', (map) => intOf(map.size)],
  ['hasAll', (map, items) => items.every((item) => typeof item === 'string' && map.has(item))],
  ['hasAny', (map, items) => items.some((item) => typeof item === 'string' && map.has(item))],
  ['hasOnly', (map, items) => holdsEvery(lookup(items), map.keys())],
]);

/** The `map.keys()` of `map.keys().size()`, `map.keys().hasAll(…)` and the like. */
export function keysAsked({ target, name, args }: Method): Method | undefined {
  if (!QUESTIONS.has(name) || args.length !== (name === 'size' ? 0 : 1)) return undefined;
  return target.kind === 'method' && target.name === 'keys' && target.args.length === 0 ? target : undefined;
}

/** Answers them, which most rules ask of every document, without making a list of the keys. */
export function askKeys(node: Method, keys: Method, map: Run, argument: Run | undefined): Run {
  const ask = QUESTIONS.get(node.name)!;
  const [callKeys, call] = [methodCall('keys', 0), methodCall(node.name, node.args.length)];
  const asUsual = (list: Outcome, asked: Outcome | undefined): Outcome =>
    over(node, asked === undefined ? [list] : [list, asked], call);
  return (context) => {
    context.step(2);
    const of = map(context);
    if (!(of instanceof Map)) {
      const list = over(keys, [of], callKeys);
      return list instanceof Failure ? list : asUsual(list, argument?.(context));
    }
    const asked = argument ? argument(context) : [];
    const items = Array.isArray(asked) ? (asked as RulesList) : undefined;
    if (!items) return asUsual(over(keys, [of], callKeys), asked);
    context.spend(sizeOf(of) + sizeOf(asked as RulesValue));
    return ask(of, items);
  };
}
