/** Who is away and who acts: the page, and what the editor says of it. */
const SESSIONS = { morning: 'sáng', afternoon: 'chiều', evening: 'tối' } as const;
type Session = keyof typeof SESSIONS;

export const absences = {
  kinds: { trip: 'Đi công tác', leave: 'Nghỉ phép', other: 'Lý do khác' },
  nobody: 'chưa có người thay',
  session: (session: Session, day: string) => `${SESSIONS[session]} ${day}`,
  since: (session: Session, day: string) => `từ ${SESSIONS[session]} ${day}`,
  until: (session: Session, day: string) => `hết ${SESSIONS[session]} ${day}`,
  stale: 'Người khác vừa sửa lần vắng này trước. Mở lại để xem bản của họ rồi lưu.',
  refused: 'Máy chủ chưa ghi được lần vắng này. Thử lại, hoặc hỏi quản trị về quyền ghi vắng mặt.',
  inEntry: {
    label: 'Người vắng của mục này',
    mark: 'Vắng',
    away: (days: string) => `vắng ${days}`,
    actsWhenIssued: (who: string) => `${who} thay trên lịch ban hành`,
    open: {
      nobody: 'chưa có người thay',
      part: 'chỉ vắng một phần thời gian này',
      substituteAway: 'người thay cũng vắng',
      onlyChairs: 'người thay chỉ thay khi chủ trì',
    },
    write: (who: string) => `${who} thay`,
    choose: 'Chọn người thay',
    attend: 'Vẫn tự dự',
    attendOf: (who: string) => `${who} vẫn tự dự mục này`,
    attends: 'đang vắng, vẫn tự dự mục này',
    done: {
      attends: (content: string) => `Đã ghi: vẫn tự dự “${content}”`,
      attendsNot: (content: string) => `Đã ghi: để người thay dự “${content}”`,
    },
    did: {
      attends: (content: string) => `vẫn tự dự “${content}”`,
      attendsNot: (content: string) => `để người thay dự “${content}”`,
    },
    gone: 'Lần vắng mặt ấy đã bị xóa, hoặc đã chuyển sang tuần khác.',
    attendsNot: 'Để người thay dự',
    short: (who: string, acts: string) => `${who} vắng – ${acts} thay`,
    shortOpen: (who: string, why: string) => `${who} vắng – ${why}`,
    dutyActs: (acts: string) => `vắng – ${acts} thay`,
    dutyOpen: (why: string) => `vắng – ${why}`,
  },
};
