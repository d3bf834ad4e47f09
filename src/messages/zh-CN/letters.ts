import type { Words } from '../words.ts'

export const letters = {
  confirmation: { subject: '您的验证码', body: '您的确认码是 {####}' },
  verification: { subject: '您的验证码', body: '您的验证码是 {####}' },
  authentication: { subject: '您的登录验证码', body: '您的登录验证码是 {####}。' },
  linkConfirmation: {
    subject: '您的验证链接',
    body: '请点击下方链接验证您的邮箱地址。{##验证邮箱##}',
  },
  invitation: {
    subject: '您的临时密码',
    body: '您的用户名是 {username}，临时密码是 {####}。',
  },
  welcome: {
    subject: '您的账号',
    body: '您的账号已迁移。您的用户名是 {username}，密码保持不变。',
  },
  existingAccount: {
    subject: '您已有账号',
    body: '有人使用此地址申请创建账号，但该地址已有账号。如果是您本人，请直接登录；如果忘记了密码，请重置密码。如果不是您本人，则无需任何操作。',
  },
  risk: {
    subject: '新的登录尝试',
    blocked: '我们阻止了一次登录您账号的尝试。',
    asked: '有人登录您的账号时，我们要求了第二重验证。',
    passed: '有人以不寻常的方式登录了您的账号。',
    time: '时间：{login-time}',
    device: '设备：{device-name}',
    address: 'IP 地址：{ip-address}',
    valid: '如果是您本人：{one-click-link-valid}',
    invalid: '如果不是您本人：{one-click-link-invalid}',
    itWasMe: '是我本人',
    itWasNotMe: '不是我',
  },
} satisfies Words['letters']
