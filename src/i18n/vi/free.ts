/** Rooms, vehicles, people and times that are free. */
export const free = {
  choose: { room: 'Chọn phòng trống', vehicle: 'Chọn xe trống', person: 'Chọn người trống' },
  chooseFor: (name: string) => `thay ${name}`,
  list: { room: 'Phòng trống', vehicle: 'Xe trống', person: 'Người trống' },
  none: {
    room: 'Không còn phòng nào trống lúc này.',
    vehicle: 'Không còn xe nào trống lúc này.',
    person: 'Không còn ai trống lúc này.',
  },
  more: (n: number) => `và ${n} nữa: gõ tên trong ô để tìm`,
  close: 'Thôi',
  seats: (n: number) => `${n} chỗ`,
  smaller: 'nhỏ hơn',
  without: (things: readonly string[]) => `thiếu ${things.join(', ')}`,
  free: 'trống',
  away: 'vắng',
  taken: (when: string) => `bận ${when}`,
  exchanged: (name: string) => `Đã đổi sang ${name}`,
  moveTo: (when: string) => `Đổi sang ${when}`,
  moved: (when: string) => `Đã đổi sang ${when}`,
  allFree: (names: readonly string[]) =>
    names.length === 1 ? `${names[0]} trống` : names.length === 2 ? 'cả hai đều trống' : 'tất cả đều trống',
  hints: 'Lưu ý về ngày giờ',
  hintMark: { dayOff: 'Ngày nghỉ', outsideHours: 'Ngoài giờ' },
  dayOff: (day: string, name: string) => `${day} là ngày nghỉ: ${name}`,
  outsideHours: (when: string, hours: string) => `${when} ngoài giờ làm việc (${hours})`,
  day: {
    holiday: (name: string) => `Nghỉ: ${name}`,
    compensatory: (name: string) => `Nghỉ bù: ${name}`,
    swapped: (name: string) => `Làm bù: ${name}`,
  },
};
