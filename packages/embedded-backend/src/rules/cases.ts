import { describe, expect, test } from 'vitest';
import { compile } from './compile.ts';
import { get, list, user, write, type World } from './rig.ts';
import { RulesError, type Verdict } from './ruleset.ts';

/** For tests of whole rules files: what each allows and refuses. */

type Question = (rules: string) => Verdict;
export interface Case {
  readonly rules: string;
  readonly allowed?: Readonly<Record<string, Question>>;
  readonly refused?: Readonly<Record<string, Question>>;
}

const whole = (rules: string) =>
  /service\s/.test(rules)
    ? rules
    : `rules_version = '2';\nservice cloud.firestore {\n  match /databases/{database}/documents {\n${rules}\n  }\n}\n`;

export const u = user('u');
export const v = user('v');
export const reads =
  (path: string, world: World = {}): Question =>
  (rules) =>
    get(rules, path, world);
export const writes =
  (path: string, data: Record<string, unknown> | null, world: World = {}): Question =>
  (rules) =>
    write(rules, path, data, world);
export const lists =
  (collection: string, query: Record<string, unknown> = {}, world: World = {}): Question =>
  (rules) =>
    list(rules, collection, query, world);
/** An update of the one document. */
export const updates = (
  path: string,
  before: Record<string, unknown>,
  after: Record<string, unknown>,
  world: World = {},
) => writes(path, after, { ...world, stored: { ...world.stored, [path]: before } });

export const decides = (cases: Readonly<Record<string, Case>>): void =>
  describe.each(Object.entries(cases))('%s', (_name, { rules, allowed = {}, refused = {} }) => {
    const text = whole(rules);
    test.each(Object.entries(allowed))('allows: %s', (_what, ask) => {
      expect(ask(text)).toEqual({ allowed: true });
    });
    test.each(Object.entries(refused))('refuses: %s', (_what, ask) => {
      expect(ask(text)).toMatchObject({ allowed: false });
    });
  });

/** Line and column of the mistake. */
export function placeOf(source: string): string {
  try {
    compile(source);
  } catch (error) {
    if (!(error instanceof RulesError)) throw error;
    return `${error.line}:${error.column}`;
  }
  return 'nothing';
}
