export const common = {
  language: 'vi',
  otherLanguage: { name: 'English', code: 'en' },
  appName: 'Lịch công tác',
  weekdays: ['Thứ hai', 'Thứ ba', 'Thứ tư', 'Thứ năm', 'Thứ sáu', 'Thứ bảy', 'Chủ nhật'] as readonly string[], // Monday first
  sessions: { morning: 'Sáng', afternoon: 'Chiều', evening: 'Tối', allDay: 'Cả ngày' },
  today: 'Hôm nay',
  noEntries: 'Không có lịch',
};
