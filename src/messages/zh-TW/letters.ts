import type { Words } from '../words.ts'

export const letters = {
  confirmation: { subject: '您的驗證碼', body: '您的確認碼是 {####}' },
  verification: { subject: '您的驗證碼', body: '您的驗證碼是 {####}' },
  authentication: { subject: '您的登入驗證碼', body: '您的登入驗證碼是 {####}。' },
  linkConfirmation: {
    subject: '您的驗證連結',
    body: '請點選下方連結驗證您的電子郵件地址。{##驗證電子郵件##}',
  },
  invitation: {
    subject: '您的臨時密碼',
    body: '您的使用者名稱是 {username}，臨時密碼是 {####}。',
  },
  welcome: {
    subject: '您的帳號',
    body: '您的帳號已移轉。您的使用者名稱是 {username}，密碼維持不變。',
  },
  existingAccount: {
    subject: '您已經有帳號了',
    body: '有人要求以這個地址建立帳號，但這個地址已經有帳號了。如果是您本人，請直接登入；如果忘記密碼，請重設密碼。如果不是您本人，則不需要採取任何行動。',
  },
  risk: {
    subject: '新的登入嘗試',
    blocked: '我們阻止了一次登入您帳號的嘗試。',
    asked: '有人登入您的帳號時，我們要求了第二重驗證。',
    passed: '有人以不尋常的方式登入了您的帳號。',
    time: '時間：{login-time}',
    device: '裝置：{device-name}',
    address: 'IP 位址：{ip-address}',
    valid: '如果是您本人：{one-click-link-valid}',
    invalid: '如果不是您本人：{one-click-link-invalid}',
    itWasMe: '是我本人',
    itWasNotMe: '不是我',
  },
} satisfies Words['letters']
