import { StatusError } from '../model/status.ts';
import type { Document } from '../model/value.ts';
import type { Converter } from './convert.ts';
import { LIMITS } from './limits.ts';
import type { AccessBudget, RulesReaders } from './ruleset.ts';
import { fail, type Path, type RulesMap } from './values.ts';

/** Reads documents for one operation, within the request's budget. A path read once is free from then on. */
export class DocumentAccess {
  private readonly converter: Converter;
  private readonly readers: RulesReaders;
  private readonly budget: AccessBudget;
  private used = 0;

  constructor(converter: Converter, readers: RulesReaders, budget: AccessBudget) {
    this.converter = converter;
    this.readers = readers;
    this.budget = budget;
  }

  read(path: Path, when: 'before' | 'after'): RulesMap | null {
    const name = this.nameOf(path);
    const key = when === 'before' ? name : `after ${name}`;
    const known = this.budget.cache.get(key);
    if (known !== undefined) return known;
    this.used += 1;
    this.budget.used += 1;
    if (this.used > LIMITS.accessesPerOperation || this.budget.used > this.budget.perRequest) {
      // An error like others: beside it something true still allows.
      fail(
        `more than ${Math.min(this.budget.perRequest, LIMITS.accessesPerOperation)} documents were read by the rules`,
      );
    }
    // An id with a slash in it is of no document.
    const isOdd = path.segments.some((segment) => typeof segment === 'string' && segment.includes('/'));
    const document = isOdd ? null : this.readFrom(this.readers[when], name);
    const resource = document && this.resource(document);
    this.budget.cache.set(key, resource);
    return resource;
  }

  /** The document as rules see it; what one of them has read is not converted again. */
  resource(document: Document): RulesMap {
    let resource = this.budget.cache.get(document);
    if (!resource) this.budget.cache.set(document, (resource = this.converter.resource(document)));
    return resource;
  }

  private readFrom(reader: RulesReaders['before'], name: string): Document | null {
    try {
      return reader.get(name);
    } catch (error) {
      if (error instanceof StatusError && error.status === 'INVALID_ARGUMENT')
        return fail('the path is not the name of a document');
      throw error;
    }
  }

  /** Its messages name no segment: they may be made of a document's content, and go to the log. */
  private nameOf({ segments }: Path): string {
    const { root, project } = this.converter;
    let name = '';
    for (const segment of segments) {
      if (typeof segment !== 'string') return fail(`the path has an unfilled "${segment.name}"`);
      if (segment === '') fail('the path has a segment that no document id can be');
      name += name === '' ? project + segment : `/${segment}`;
    }
    if (!name.startsWith(root))
      fail(`the path is not in this database: it should start with /${root.slice(project.length)}`);
    if (segments.length % 2 === 0) fail('the path is of a collection, not of a document');
    return name;
  }
}
