import type { Words } from '../words.ts'

export const letters = {
  confirmation: { subject: 'Mã xác minh của bạn', body: 'Mã xác nhận của bạn là {####}' },
  verification: { subject: 'Mã xác minh của bạn', body: 'Mã xác minh của bạn là {####}' },
  authentication: { subject: 'Mã xác thực của bạn', body: 'Mã xác thực của bạn là {####}.' },
  linkConfirmation: {
    subject: 'Liên kết xác minh của bạn',
    body: 'Vui lòng nhấp vào liên kết bên dưới để xác minh địa chỉ email của bạn. {##Xác minh email##}',
  },
  invitation: {
    subject: 'Mật khẩu tạm thời của bạn',
    body: 'Tên người dùng của bạn là {username} và mật khẩu tạm thời là {####}.',
  },
  welcome: {
    subject: 'Tài khoản của bạn',
    body: 'Tài khoản của bạn đã được chuyển. Tên người dùng của bạn là {username}, còn mật khẩu vẫn giữ nguyên.',
  },
  existingAccount: {
    subject: 'Bạn đã có tài khoản',
    body: 'Có người yêu cầu tạo tài khoản bằng địa chỉ này, nhưng địa chỉ này đã có tài khoản. Nếu đó là bạn, hãy đăng nhập hoặc đặt lại mật khẩu nếu bạn quên. Nếu không phải bạn, bạn không cần làm gì.',
  },
  risk: {
    subject: 'Lần thử đăng nhập mới',
    blocked: 'Chúng tôi đã chặn một lần thử đăng nhập vào tài khoản của bạn.',
    asked: 'Chúng tôi đã yêu cầu yếu tố thứ hai trong một lần đăng nhập vào tài khoản của bạn.',
    passed: 'Có người đã đăng nhập vào tài khoản của bạn theo cách bất thường.',
    time: 'Thời gian: {login-time}',
    device: 'Thiết bị: {device-name}',
    address: 'Địa chỉ IP: {ip-address}',
    valid: 'Nếu đó là bạn: {one-click-link-valid}',
    invalid: 'Nếu không phải bạn: {one-click-link-invalid}',
    itWasMe: 'Đó là tôi',
    itWasNotMe: 'Không phải tôi',
  },
} satisfies Words['letters']
