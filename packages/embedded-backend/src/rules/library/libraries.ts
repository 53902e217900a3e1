import type { TypeName } from '../values.ts';
import { bytes, lists, mapDiffs, maps, sets } from './collections.ts';
import { hashing } from './hashing.ts';
import { latlngs, latlngSpace } from './latlng.ts';
import type { Library } from './method.ts';
import { math } from './numbers.ts';
import { paths } from './paths.ts';
import { strings } from './strings.ts';
import { durations, durationSpace, timestamps, timestampSpace } from './time.ts';

export const METHODS: ReadonlyMap<TypeName, Library> = new Map<TypeName, Library>([
  ['string', strings],
  ['bytes', bytes],
  ['list', lists],
  ['set', sets],
  ['map', maps],
  ['map_diff', mapDiffs],
  ['path', paths],
  ['timestamp', timestamps],
  ['duration', durations],
  ['latlng', latlngs],
]);

export const SPACES: ReadonlyMap<string, Library> = new Map([
  ['math', math],
  ['duration', durationSpace],
  ['timestamp', timestampSpace],
  ['latlng', latlngSpace],
  ['hashing', hashing],
]);
