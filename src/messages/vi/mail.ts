import type { Words } from '../words.ts'

const changePassword = 'Nếu không phải bạn, hãy đổi mật khẩu ngay.'

export const mail = {
  notices: {
    password: {
      subject: 'Mật khẩu của bạn đã được đổi',
      body: 'Mật khẩu của tài khoản đã được đổi.',
      advice: 'Nếu không phải bạn, hãy đặt lại mật khẩu ngay.',
    },
    email: {
      subject: 'Địa chỉ email của bạn đã được đổi',
      body: 'Địa chỉ email của tài khoản đã được đổi.',
      advice: changePassword,
    },
    phone_number: {
      subject: 'Số điện thoại của bạn đã được đổi',
      body: 'Số điện thoại của tài khoản đã được đổi.',
      advice: changePassword,
    },
    'passkey-added': {
      subject: 'Đã thêm khóa truy cập',
      body: 'Một khóa truy cập đã được thêm vào tài khoản của bạn.',
      advice: 'Nếu không phải bạn, hãy xóa khóa đó và đổi mật khẩu ngay.',
    },
    'passkey-removed': {
      subject: 'Đã xóa khóa truy cập',
      body: 'Một khóa truy cập đã bị xóa khỏi tài khoản của bạn.',
      advice: changePassword,
    },
    'second-factor': {
      subject: 'Bước thứ hai của bạn đã được đổi',
      body: 'Cách xác minh mà chúng tôi yêu cầu sau mật khẩu đã được đổi.',
      advice: changePassword,
    },
    'recovery-codes': {
      subject: 'Đã tạo mã khôi phục mới',
      body: 'Mã khôi phục mới đã được tạo cho tài khoản của bạn. Các mã cũ không còn hiệu lực.',
      advice: changePassword,
    },
    'recovery-code-used': {
      subject: 'Một mã khôi phục đã được dùng',
      body: 'Có người đã đăng nhập vào tài khoản của bạn bằng mã khôi phục.',
      advice: changePassword,
    },
    'new-device': {
      subject: 'Lần đăng nhập mới vào tài khoản của bạn',
      body: 'Có người đã đăng nhập vào tài khoản của bạn trên một thiết bị hoặc trình duyệt mà chúng tôi chưa từng thấy.',
      advice: changePassword,
    },
  },
  notMe: 'Nếu không phải bạn, hãy bảo vệ tài khoản tại đây (có hiệu lực trong 3 ngày)',
  notMeUndo: 'Nếu không phải bạn, hãy hoàn tác và bảo vệ tài khoản tại đây (có hiệu lực trong 3 ngày)',
  deleted: 'Tài khoản của bạn và mọi thứ trong đó đã bị xóa.',
} satisfies Words['mail']
