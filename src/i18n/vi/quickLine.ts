export const quickLine = {
  label: 'Nhập nhanh',
  example: 'Ví dụ: t5 14h họp giao ban tại phòng họp 1, chủ trì: Giám đốc',
  add: 'Thêm',
  understood: 'Đã hiểu',
  /** The name of a button that takes the caret to these words. */
  correct: (field: string, text: string) => `${field}: ${text}. Sửa trong dòng`,
  noTime: 'chưa có giờ',
  unclear: 'Chưa rõ',
  quoted: (text: string) => `“${text}”`,
  why: {
    outsideWeek: 'ngoài tuần này',
    noSuchTime: 'không phải giờ',
    unknown: 'ghi sau nội dung',
  },
  errors: {
    noSuchTime: (text: string) => `Chưa rõ giờ “${text}”. Ghi như 8h30, 8h30-11h, sáng, cả ngày.`,
    outsideWeek: (text: string) => `“${text}” nằm ngoài tuần này. Chọn một ngày trong tuần, hoặc thêm mục ở tuần kia.`,
  },
  free: 'Không trùng',
  assumed: (span: string) => `${span} (tạm tính)`,
  freeOf: (when: string, day: string, names: readonly string[]) =>
    `${when} ${day.toLowerCase()}: ${names.join(', ')} ${names.length > 1 ? 'đều ' : ''}trống`,
  clashing: (n: number) => `${n} mục trùng`,
  moreClashes: (n: number) => `và ${n} mục nữa`,
  added: (content: string, when: string) => `Đã thêm “${content}”, ${when}`,
};
