/**
 * A Firestore value in protobuf-JSON, the one internal form (firestore protocol, section 1). Canonical inside:
 * int64 as decimal string, special doubles as 'NaN' | 'Infinity' | '-Infinity' | '-0', bytes in standard base64,
 * timestamps RFC 3339 in UTC with 0, 3, 6 or 9 digits, nullValue null. `model/` canonicalises what comes in.
 */
export type Value =
  | { nullValue: null }
  | { booleanValue: boolean }
  | { integerValue: string }
  | { doubleValue: number | 'NaN' | 'Infinity' | '-Infinity' | '-0' }
  | { timestampValue: string }
  | { stringValue: string }
  | { bytesValue: string }
  | { referenceValue: string }
  | { geoPointValue: { latitude: number; longitude: number } }
  | { arrayValue: { values: Value[] } }
  | { mapValue: { fields: Fields } };

/** Own, null-prototype or Map-like use only: a field may be called `__proto__` or `constructor`. */
export type Fields = Record<string, Value>;

export interface Document {
  /** `projects/{p}/databases/{d}/documents/{collection}/{id}/…` */
  name: string;
  fields: Fields;
  createTime: string; // RFC 3339, microseconds
  updateTime: string;
}
