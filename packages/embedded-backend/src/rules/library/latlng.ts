import { fail, LatLng } from '../values.ts';
import { library, type Operation } from './method.ts';

/** Metres; the mean radius of the Earth. */
const RADIUS = 6_371_008.8;
const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** Metres along the great circle (haversine). */
function distance(from: LatLng, to: LatLng): number {
  const chord =
    Math.sin(radians(to.latitude - from.latitude) / 2) ** 2 +
    Math.cos(radians(from.latitude)) *
      Math.cos(radians(to.latitude)) *
      Math.sin(radians(to.longitude - from.longitude) / 2) ** 2;
  return 2 * RADIUS * Math.asin(Math.min(1, Math.sqrt(chord)));
}

const method = (operation: Operation<[LatLng, ...never[]]>) => operation as Operation;

export const latlngs = library({
  latitude: method({ takes: [], gives: 'float', total: true, run: ({ latitude }) => latitude }),
  longitude: method({ takes: [], gives: 'float', total: true, run: ({ longitude }) => longitude }),
  distance: method({ takes: ['latlng'], gives: 'float', total: true, run: (from, to: LatLng) => distance(from, to) }),
});

export const latlngSpace = library({
  value: {
    takes: ['int|float', 'int|float'],
    gives: 'latlng',
    run: (latitude: bigint | number, longitude: bigint | number) => {
      const [lat, lng] = [Number(latitude), Number(longitude)];
      if (!(Math.abs(lat) <= 90)) return fail('a latitude is -90 to 90');
      if (!(Math.abs(lng) <= 180)) return fail('a longitude is -180 to 180');
      return new LatLng(lat, lng);
    },
  } satisfies Operation<[never, never]> as Operation,
});
