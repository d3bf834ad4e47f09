import type { Words } from '../words.ts'

const changePassword = 'Bunu siz yapmadıysanız şifrenizi hemen değiştirin.'

export const mail = {
  notices: {
    password: {
      subject: 'Şifreniz değiştirildi',
      body: 'Hesabınızın şifresi değiştirildi.',
      advice: 'Bunu siz yapmadıysanız şifrenizi hemen sıfırlayın.',
    },
    email: {
      subject: 'E-posta adresiniz değiştirildi',
      body: 'Hesabınızın e-posta adresi değiştirildi.',
      advice: changePassword,
    },
    phone_number: {
      subject: 'Telefon numaranız değiştirildi',
      body: 'Hesabınızın telefon numarası değiştirildi.',
      advice: changePassword,
    },
    'passkey-added': {
      subject: 'Geçiş anahtarı eklendi',
      body: 'Hesabınıza bir geçiş anahtarı eklendi.',
      advice: 'Bunu siz yapmadıysanız anahtarı hemen silin ve şifrenizi değiştirin.',
    },
    'passkey-removed': {
      subject: 'Geçiş anahtarı kaldırıldı',
      body: 'Hesabınızdan bir geçiş anahtarı kaldırıldı.',
      advice: changePassword,
    },
    'second-factor': {
      subject: 'İkinci adımınız değiştirildi',
      body: 'Şifrenizden sonra istediğimiz doğrulama değiştirildi.',
      advice: changePassword,
    },
    'recovery-codes': {
      subject: 'Yeni kurtarma kodları oluşturuldu',
      body: 'Hesabınız için yeni kurtarma kodları oluşturuldu. Eski kodlar artık geçerli değil.',
      advice: changePassword,
    },
    'recovery-code-used': {
      subject: 'Kurtarma kodu kullanıldı',
      body: 'Birisi bir kurtarma koduyla hesabınızda oturum açtı.',
      advice: 'Bu siz değildiyseniz şifrenizi hemen değiştirin.',
    },
    'new-device': {
      subject: 'Hesabınızda yeni oturum açıldı',
      body: 'Birisi, daha önce görmediğimiz bir cihazdan veya tarayıcıdan hesabınızda oturum açtı.',
      advice: 'Bu siz değildiyseniz şifrenizi hemen değiştirin.',
    },
  },
  notMe: 'Bu siz değildiyseniz hesabınızı buradan güvenceye alın (3 gün geçerlidir)',
  notMeUndo: 'Bu siz değildiyseniz değişikliği buradan geri alıp hesabınızı güvenceye alın (3 gün geçerlidir)',
  deleted: 'Hesabınız ve içindeki her şey silindi.',
} satisfies Words['mail']
