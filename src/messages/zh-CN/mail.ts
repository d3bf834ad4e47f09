import type { Words } from '../words.ts'

const changePassword = '如果不是您本人操作，请立即更改密码。'

export const mail = {
  notices: {
    password: {
      subject: '您的密码已更改',
      body: '您账号的密码已更改。',
      advice: '如果不是您本人操作，请立即重置密码。',
    },
    email: {
      subject: '您的邮箱地址已更改',
      body: '您账号的邮箱地址已更改。',
      advice: changePassword,
    },
    phone_number: {
      subject: '您的手机号码已更改',
      body: '您账号的手机号码已更改。',
      advice: changePassword,
    },
    'passkey-added': {
      subject: '已添加通行密钥',
      body: '您的账号添加了一个通行密钥。',
      advice: '如果不是您本人操作，请立即将其删除并更改密码。',
    },
    'passkey-removed': {
      subject: '已移除通行密钥',
      body: '您的账号移除了一个通行密钥。',
      advice: changePassword,
    },
    'second-factor': {
      subject: '您的第二步验证已更改',
      body: '输入密码后的验证方式已更改。',
      advice: changePassword,
    },
    'recovery-codes': {
      subject: '已生成新的恢复代码',
      body: '您的账号已生成新的恢复代码，之前的恢复代码不再有效。',
      advice: changePassword,
    },
    'recovery-code-used': {
      subject: '恢复代码已被使用',
      body: '有人使用恢复代码登录了您的账号。',
      advice: changePassword,
    },
    'new-device': {
      subject: '您的账号有新的登录',
      body: '有人在我们从未见过的设备或浏览器上登录了您的账号。',
      advice: changePassword,
    },
  },
  notMe: '如果不是您本人操作，请在此保护您的账号（3 天内有效）',
  notMeUndo: '如果不是您本人操作，请在此撤销更改并保护您的账号（3 天内有效）',
  deleted: '您的账号及其中的所有内容已删除。',
} satisfies Words['mail']
