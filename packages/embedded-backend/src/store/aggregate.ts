import { canonicalDouble, checkUnreserved } from '../model/canonical.ts';
import { fieldAt, noFields, parseFieldPath, printFieldPath, type FieldPath } from '../model/fieldPath.ts';
import { numberOf } from '../model/order.ts';
import { invalid, isObject, isPresent, listOf, messageOf, textOf } from '../model/message.ts';
import { isRoot } from '../model/resourceName.ts';
import type { Document, Fields, Value } from '../model/value.ts';
import { exactSum } from './exactSum.ts';
import { parseQuery } from './query.ts';
import type { Reader } from './store.ts';

const MAX_AGGREGATIONS = 5;

/** Answers a StructuredAggregationQuery; at most five aggregations, as in production. */
export function aggregate(parent: string, input: Record<string, unknown>, reader: Reader): Fields {
  const { structuredQuery, aggregations } = messageOf(input, 'An aggregation query');
  const wanted = listOf(aggregations, 'aggregations').map((aggregation) => messageOf(aggregation, 'An aggregation'));
  if (wanted.length === 0) throw invalid('An aggregation query needs an aggregation.');
  if (wanted.length > MAX_AGGREGATIONS) {
    throw invalid(
      `The maximum number of aggregations allowed in an aggregation query is ${MAX_AGGREGATIONS}. Received: ${wanted.length}`,
    );
  }
  const { select: _, ...query } = messageOf(structuredQuery, 'structuredQuery');
  const paths = wanted.map(fieldOf).filter((path) => path !== undefined);
  const { scope } = parseQuery(parent, query);
  if (paths.length > 0 && 'below' in scope && !isRoot(scope.below)) {
    throw invalid(
      `This query requires an index that has fields [${paths.map(printFieldPath).join(', ')}] after __name__ and Firestore does not currently support such an index. Please try the query again with additional ordering on those fields.`,
    );
  }
  // Like the index that production would read: what lacks one of the fields is in none of the results.
  const documents = reader
    .query(parent, query)
    .filter(({ fields }) => paths.every((path) => fieldAt(fields, path) !== undefined));
  const results = noFields();
  for (const [i, aggregation] of wanted.entries()) {
    const alias =
      typeof aggregation['alias'] === 'string' && aggregation['alias'] !== '' ? aggregation['alias'] : `field_${i + 1}`;
    checkUnreserved(alias);
    if (Object.hasOwn(results, alias)) throw invalid(`The alias "${alias}" is used twice.`);
    results[alias] = aggregateOne(aggregation, documents);
  }
  return results;
}

/** The field that an aggregation is about; undefined: it counts. */
function fieldOf({ sum, avg }: Record<string, unknown>): FieldPath | undefined {
  const about = sum ?? avg;
  if (!isPresent(about)) return undefined;
  const path = parseFieldPath(messageOf(messageOf(about, 'An aggregation')['field'], 'field')['fieldPath']);
  if (path[0] === '__name__') throw invalid('The name of a document cannot be aggregated.');
  return path;
}

function aggregateOne(aggregation: Record<string, unknown>, documents: Document[]): Value {
  const { count, sum, avg } = aggregation;
  if (isPresent(count)) return { integerValue: String(Math.min(documents.length, upTo(count))) };
  if (isPresent(sum)) return total(numbersOf(documents, fieldOf(aggregation)!));
  if (isPresent(avg)) {
    const numbers = numbersOf(documents, fieldOf(aggregation)!);
    if (numbers.length === 0) return { nullValue: null };
    return { doubleValue: canonicalDouble(Number(numberOf(total(numbers))) / numbers.length) };
  }
  throw invalid('An aggregation is one of count, sum, avg.');
}

function upTo(count: unknown): number {
  const limit = messageOf(count, 'count')['upTo'];
  if (!isPresent(limit)) return Infinity;
  const most = Number(textOf(isObject(limit) ? limit['value'] : limit));
  if (!Number.isInteger(most) || most <= 0) throw invalid('upTo must be above zero.');
  return most;
}

/** Values that are no numbers are passed over. */
function numbersOf(documents: Document[], path: FieldPath): Value[] {
  return documents.flatMap(({ fields }) => {
    const value = fieldAt(fields, path);
    return value !== undefined && numberOf(value) !== undefined ? [value] : [];
  });
}

/** An integer while all are integers and the total is one of 64 bits, else a double. */
function total(values: Value[]): Value {
  let integers = 0n;
  const doubles: number[] = [];
  for (const value of values) {
    if ('integerValue' in value) integers += BigInt(value.integerValue);
    else doubles.push(Number(numberOf(value)));
  }
  if (doubles.length === 0 && BigInt.asIntN(64, integers) === integers) return { integerValue: String(integers) };
  const limits = doubles.filter((double) => !Number.isFinite(double));
  const sum = limits.length > 0 ? limits.reduce((a, b) => a + b) : exactSum([integers, ...doubles]);
  return { doubleValue: canonicalDouble(sum) };
}
