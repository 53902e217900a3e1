const MARK = 9; // letters: a sign and eight digits

/** An id within `most` letters. Of a longer one the beginning, and a mark that only the whole of it has (FNV-1a, 32 bits). */
export function shortId(id: string, most: number): string {
  if (id.length <= most) return id;
  let hash = 0x811c9dc5;
  for (let at = 0; at < id.length; at += 1) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193);
  return `${id.slice(0, most - MARK)}-${(hash >>> 0).toString(16).padStart(MARK - 1, '0')}`;
}
