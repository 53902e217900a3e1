import { encode } from './client.mjs';
import { PROJECT } from './processes.mjs';

export const DATABASE = `projects/${PROJECT}/databases/(default)`;
export const DOCUMENTS = `${DATABASE}/documents`;

/** 50 of them share a week. About 600 bytes of protobuf each. */
export const PER_WEEK = 50;
export const nameOf = (collection, i) => `${DOCUMENTS}/${collection}/e${String(i).padStart(6, '0')}`;
const text = (stringValue) => ({ stringValue });

export function fieldsOf(i) {
  return {
    calendar: text('board'),
    week: text(`w${String(Math.floor(i / PER_WEEK)).padStart(5, '0')}`),
    order: { integerValue: (i * 7919) % 1_000_003 },
    title: text(`Họp giao ban tuần thứ ${i}, nghe báo cáo tiến độ các công trình trọng điểm và giải phóng mặt bằng`),
    chair: text('person:thinh'),
    participants: {
      arrayValue: {
        values: [
          text('unit:gdtrh'),
          text('unit:vanphong'),
          text('text:Đại diện Thường trực Ủy ban Mặt trận Tổ quốc tỉnh'),
          text('text:Lãnh đạo các phòng chuyên môn, đơn vị trực thuộc'),
        ],
      },
    },
    place: text('room:p1'),
    preparedBy: text('unit:vanphong'),
    start: { integerValue: 450 },
    status: text('planned'),
    location: { mapValue: { fields: { online: { booleanValue: false }, note: { nullValue: 'NULL_VALUE' } } } },
    updatedAt: { timestampValue: { seconds: 1795852800 + i } },
    revision: { integerValue: 1 },
  };
}

export const commitOf = (name, fields) =>
  encode('Commit', { database: DATABASE, writes: [{ update: { name, fields } }] });

/** Also the member whom the rules ask for. */
export async function fill(admin, collection, count) {
  await admin.unary('Commit', commitOf(`${DOCUMENTS}/members/member`, { active: { booleanValue: true } }));
  for (let from = 0; from < count; from += 500) {
    const writes = Array.from({ length: Math.min(500, count - from) }, (_, i) => ({
      update: { name: nameOf(collection, from + i), fields: fieldsOf(from + i) },
    }));
    await admin.unary('Commit', encode('Commit', { database: DATABASE, writes }));
  }
}
