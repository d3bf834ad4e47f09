import type { Words } from '../words.ts'

const changePassword = '如果不是您本人操作，請立即變更密碼。'

export const mail = {
  notices: {
    password: {
      subject: '您的密碼已變更',
      body: '您帳號的密碼已變更。',
      advice: '如果不是您本人操作，請立即重設密碼。',
    },
    email: {
      subject: '您的電子郵件地址已變更',
      body: '您帳號的電子郵件地址已變更。',
      advice: changePassword,
    },
    phone_number: {
      subject: '您的電話號碼已變更',
      body: '您帳號的電話號碼已變更。',
      advice: changePassword,
    },
    'passkey-added': {
      subject: '已新增密碼金鑰',
      body: '您的帳號新增了一個密碼金鑰。',
      advice: '如果不是您本人操作，請立即將其刪除並變更密碼。',
    },
    'passkey-removed': {
      subject: '已移除密碼金鑰',
      body: '您的帳號移除了一個密碼金鑰。',
      advice: changePassword,
    },
    'second-factor': {
      subject: '您的第二步驗證已變更',
      body: '輸入密碼後的驗證方式已變更。',
      advice: changePassword,
    },
    'recovery-codes': {
      subject: '已產生新的復原碼',
      body: '您的帳號已產生新的復原碼，先前的復原碼不再有效。',
      advice: changePassword,
    },
    'recovery-code-used': {
      subject: '復原碼已被使用',
      body: '有人使用復原碼登入了您的帳號。',
      advice: changePassword,
    },
    'new-device': {
      subject: '您的帳號有新的登入活動',
      body: '有人在我們從未見過的裝置或瀏覽器上登入了您的帳號。',
      advice: changePassword,
    },
  },
  notMe: '如果不是您本人操作，請在這裡保護您的帳號（3 天內有效）',
  notMeUndo: '如果不是您本人操作，請在這裡復原變更並保護您的帳號（3 天內有效）',
  deleted: '您的帳號及其中的所有內容已刪除。',
} satisfies Words['mail']
