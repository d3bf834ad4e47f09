import type { Words } from '../words.ts'

export const letters = {
  confirmation: { subject: '確認コードのお知らせ', body: '確認コードは {####} です' },
  verification: { subject: '確認コードのお知らせ', body: '確認コードは {####} です' },
  authentication: { subject: '認証コードのお知らせ', body: '認証コードは {####} です。' },
  linkConfirmation: {
    subject: '確認リンクのお知らせ',
    body: 'メールアドレスを確認するには、下のリンクをクリックしてください。{##メールアドレスを確認##}',
  },
  invitation: {
    subject: '仮パスワードのお知らせ',
    body: 'ユーザー名は {username}、仮パスワードは {####} です。',
  },
  welcome: {
    subject: 'アカウントのお知らせ',
    body: 'アカウントが移行されました。ユーザー名は {username} です。パスワードはこれまでと同じです。',
  },
  existingAccount: {
    subject: 'アカウントはすでに登録されています',
    body: 'このアドレスでアカウントの作成が試みられましたが、すでにアカウントが登録されています。お心当たりがある場合は、ログインしてください。パスワードをお忘れの場合は再設定してください。お心当たりがない場合は、何もする必要はありません。',
  },
  risk: {
    subject: '新しいログインの試行',
    blocked: 'お客様のアカウントへのログインの試行をブロックしました。',
    asked: 'お客様のアカウントへのログイン時に、2 つ目の認証要素を求めました。',
    passed: 'お客様のアカウントに通常とは異なる方法でログインがありました。',
    time: '日時: {login-time}',
    device: 'デバイス: {device-name}',
    address: 'IP アドレス: {ip-address}',
    valid: 'ご本人の場合: {one-click-link-valid}',
    invalid: 'お心当たりがない場合: {one-click-link-invalid}',
    itWasMe: '自分です',
    itWasNotMe: '自分ではありません',
  },
} satisfies Words['letters']
