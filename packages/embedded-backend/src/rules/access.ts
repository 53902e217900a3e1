import { StatusError } from '../model/status.ts';
import type { Document } from '../model/value.ts';
import type { Converter } from './convert.ts';
import { LimitExceeded, LIMITS } from './limits.ts';
import type { AccessBudget, RulesReaders } from './ruleset.ts';
import { fail, type Path, type RulesMap } from './values.ts';

/** Reads documents for one operation, within the request's budget. A path read once is free from then on. */
export class DocumentAccess {
  private readonly converter: Converter;
  private readonly readers: RulesReaders;
  private readonly budget: AccessBudget;
  private readonly converted = new Map<Document, RulesMap>();
  private used = 0;

  constructor(converter: Converter, readers: RulesReaders, budget: AccessBudget) {
    this.converter = converter;
    this.readers = readers;
    this.budget = budget;
  }

  read(path: Path, when: 'before' | 'after'): RulesMap | null {
    const name = this.nameOf(path);
    const key = `${when} ${name}`;
    let document = this.budget.cache.get(key);
    if (document === undefined) {
      this.used += 1;
      this.budget.used += 1;
      if (this.used > LIMITS.accessesPerOperation || this.budget.used > this.budget.perRequest) {
        throw new LimitExceeded(
          `more than ${Math.min(this.budget.perRequest, LIMITS.accessesPerOperation)} documents were read by the rules`,
        );
      }
      document = this.readFrom(this.readers[when], name);
      this.budget.cache.set(key, document);
    }
    if (document === null) return null;
    let resource = this.converted.get(document);
    if (!resource) this.converted.set(document, (resource = this.converter.resource(document)));
    return resource;
  }

  private readFrom(reader: RulesReaders['before'], name: string): Document | null {
    try {
      return reader.get(name);
    } catch (error) {
      if (error instanceof StatusError && error.status === 'INVALID_ARGUMENT') return fail(error.message);
      throw error;
    }
  }

  private nameOf(path: Path): string {
    const segments = path.segments.map((segment) =>
      typeof segment === 'string' ? segment : fail(`${path} has an unfilled "${segment.name}"`),
    );
    if (segments.some((segment) => segment === '' || segment.includes('/')))
      fail(`${path} has a segment that no document id can be`);
    const name = segments.join('/');
    if (!name.startsWith(`${this.converter.root}/`))
      fail(`${path} is not in this database: it should start with /${this.converter.root}/`);
    if (segments.length % 2 === 0) fail(`${path} is a collection, not a document`);
    return `${this.converter.project}/${name}`;
  }
}
