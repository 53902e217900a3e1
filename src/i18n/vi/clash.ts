/** Taking a clash as it stands. */
export const clash = {
  ask: 'Chấp nhận…',
  askOf: (entry: string) => `Chấp nhận trùng với ${entry}…`,
  reason: 'Lý do chấp nhận',
  accept: 'Chấp nhận',
  close: 'Thôi',
  missing: 'Ghi lý do: người soạn sau sẽ hỏi.',
  tooLong: 'Lý do dài quá 500 ký tự. Rút gọn lại.',
  accepted: 'Đã chấp nhận:',
  by: (name: string, when: string) => `${name}, ${when}`,
  takeBack: 'Bỏ chấp nhận',
  takeBackOf: (entry: string) => `Bỏ chấp nhận trùng với ${entry}`,
  refused: 'Máy chủ chưa ghi được việc chấp nhận. Thử lại, hoặc hỏi quản trị về quyền soạn lịch này.',
};
