/** Several rows at once: chosen, copied, moved, cancelled. */
export const rows = {
  selected: (n: number) => (n === 0 ? 'Không còn chọn mục nào' : `Đã chọn ${n} mục`),
  bar: 'Các mục đã chọn',
  count: (n: number) => `${n} mục`,
  pick: 'Chọn nhiều mục',
  pickHint: 'Chạm vào từng mục để chọn',
  copy: 'Chép',
  cut: 'Cắt',
  paste: 'Dán…',
  moveTo: 'Dời sang',
  chooseDay: 'Dời sang ngày…',
  stop: 'Hoãn, hủy…',
  delete: 'Xóa',
  unselect: 'Bỏ chọn',
  copied: (n: number) => `Đã chép ${n} mục: dán vào tuần nào cũng được, hoặc vào Word, Excel`,
  wasCut: (n: number) => `Đã cắt ${n} mục: dán để dời, Esc để thôi`,
  cutMark: 'Đã cắt',
  noKeys: 'Trình duyệt không cho chép bằng nút: nhấn Ctrl C.',
  pasted: (n: number) => `Đã dán ${n} mục`,
  cutPasted: (n: number) => `Đã dời ${n} mục sang tuần này`,
  privateUnread: (n: number) =>
    `Chưa đọc được liên kết và ghi chú nội bộ của ${n} mục (không có mạng): mục gốc vẫn còn nguyên`,
  stillThere: (content: string) =>
    `Mục gốc “${content}” vẫn còn ở tuần cũ: mục đã ban hành, hoặc vừa có người sửa, thì không xóa được. Mở tuần ấy để hoãn hoặc hủy.`,
  goneThere: (content: string, who: string | null) =>
    who === null
      ? `“${content}” không dời: không còn ở chỗ cũ nữa.`
      : `“${content}” không dời: ${who} đã xóa mục này. Muốn lấy lại, mở lịch cũ, xem “Mục đã xóa…”.`,
  changedThere: (content: string, who: string) =>
    `“${content}” không dời: ${who} vừa sửa mục này. Mục vẫn ở chỗ cũ; cắt lại nếu vẫn muốn dời.`,
  notBack: (content: string) => `Chưa trả được mục “${content}” về tuần cũ. Mở tuần ấy, xem “Mục đã xóa…”.`,
  moved: (n: number, day: string | null) =>
    day === null ? `Đã dời ${n} mục` : `Đã dời ${n} mục sang ${day.toLowerCase()}`,
  dragging: (n: number, day: string | null) =>
    day === null
      ? `Đang dời ${n} mục: thả vào một ngày khác, Esc để thôi`
      : `Thả để dời ${n} mục sang ${day.toLowerCase()}`,
  firstDay: 'Xem ngày đầu',
  noOther: 'Không có mục khác',
  beyondWeek: (n: number) => `${n} mục không dời: sẽ ra ngoài tuần`,
  deleted: (n: number) => `Đã xóa ${n} mục`,
  issuedKept: (n: number) => `${n} mục đã ban hành không xóa được: hoãn hoặc hủy, kèm lý do`,
  stopped: {
    planned: (n: number) => `Đã khôi phục ${n} mục`,
    postponed: (n: number) => `Đã ghi hoãn ${n} mục`,
    cancelled: (n: number) => `Đã ghi hủy ${n} mục`,
  },
  did: {
    deleted: (n: number) => `xóa ${n} mục`,
    moved: (n: number, day: string | null) => (day === null ? `dời ${n} mục` : `dời ${n} mục sang ${day}`),
    planned: (n: number) => `khôi phục ${n} mục`,
    postponed: (n: number) => `hoãn ${n} mục`,
    cancelled: (n: number) => `hủy ${n} mục`,
    changed: (n: number) => `sửa ${n} mục`,
  },
  pasteText: {
    heading: 'Dán các hàng',
    text: 'Dán bảng chép từ Word, Excel, Outlook, Zalo hoặc từ tuần khác vào ô này. Mỗi dòng là một mục; cũng gõ được, như “8h30 Họp giao ban”.',
    field: 'Các hàng',
    read: 'Xem các mục',
    missing: 'Chưa có hàng nào: dán hoặc gõ vào ô trên.',
  },
  keys: [
    ['Shift ↑ ↓', 'chọn nhiều mục (cũng là Shift hay Ctrl rồi nhấn chuột)'],
    ['Ctrl A', 'chọn mọi mục trong tuần'],
    ['Ctrl C, X', 'chép, cắt các mục đã chọn'],
  ] as readonly (readonly [string, string])[],
};
