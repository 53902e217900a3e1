import { fail, Path, type RulesMap, Slot } from '../values.ts';
import { library, type Operation } from './method.ts';

export const paths = library({
  bind: {
    takes: ['map'],
    gives: 'path',
    run: (path: Path, values: RulesMap) => {
      const bindings = new Map(path.bindings);
      const segments = path.segments.map((segment) => {
        if (!(segment instanceof Slot) || !values.has(segment.name)) return segment;
        const value = values.get(segment.name);
        if (typeof value !== 'string') return fail(`bind() needs a string for "${segment.name}"`);
        bindings.set(segment.name, value);
        return value;
      });
      return new Path(segments, bindings);
    },
  } satisfies Operation<[never, never]> as Operation,
});
