import type { Words } from '../words.ts'

const changePassword = 'お心当たりがない場合は、すぐにパスワードを変更してください。'

export const mail = {
  notices: {
    password: {
      subject: 'パスワードが変更されました',
      body: 'お客様のアカウントのパスワードが変更されました。',
      advice: 'お心当たりがない場合は、すぐにパスワードを再設定してください。',
    },
    email: {
      subject: 'メールアドレスが変更されました',
      body: 'お客様のアカウントのメールアドレスが変更されました。',
      advice: changePassword,
    },
    phone_number: {
      subject: '電話番号が変更されました',
      body: 'お客様のアカウントの電話番号が変更されました。',
      advice: changePassword,
    },
    'passkey-added': {
      subject: 'パスキーが追加されました',
      body: 'お客様のアカウントにパスキーが追加されました。',
      advice: 'お心当たりがない場合は、すぐにパスキーを削除してパスワードを変更してください。',
    },
    'passkey-removed': {
      subject: 'パスキーが削除されました',
      body: 'お客様のアカウントからパスキーが削除されました。',
      advice: changePassword,
    },
    'second-factor': {
      subject: '2 段階目の確認方法が変更されました',
      body: 'パスワードの後に求められる確認方法が変更されました。',
      advice: changePassword,
    },
    'recovery-codes': {
      subject: '新しいリカバリーコードが作成されました',
      body: 'お客様のアカウントに新しいリカバリーコードが作成されました。以前のコードは使用できません。',
      advice: changePassword,
    },
    'recovery-code-used': {
      subject: 'リカバリーコードが使用されました',
      body: 'リカバリーコードを使ってお客様のアカウントにログインがありました。',
      advice: changePassword,
    },
    'new-device': {
      subject: 'アカウントへの新しいログイン',
      body: 'これまで使用されたことのないデバイスまたはブラウザから、お客様のアカウントにログインがありました。',
      advice: changePassword,
    },
  },
  notMe: 'お心当たりがない場合は、こちらからアカウントを保護してください（3 日間有効）',
  notMeUndo: 'お心当たりがない場合は、こちらから変更を取り消してアカウントを保護してください（3 日間有効）',
  deleted: 'アカウントとその内容をすべて削除しました。',
} satisfies Words['mail']
