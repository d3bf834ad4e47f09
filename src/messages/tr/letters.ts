import type { Words } from '../words.ts'

export const letters = {
  confirmation: { subject: 'Doğrulama kodunuz', body: 'Onay kodunuz: {####}' },
  verification: { subject: 'Doğrulama kodunuz', body: 'Doğrulama kodunuz: {####}' },
  authentication: { subject: 'Oturum açma kodunuz', body: 'Oturum açma kodunuz: {####}.' },
  linkConfirmation: {
    subject: 'Doğrulama bağlantınız',
    body: 'E-posta adresinizi doğrulamak için lütfen aşağıdaki bağlantıya tıklayın. {##E-postayı doğrula##}',
  },
  invitation: {
    subject: 'Geçici şifreniz',
    body: 'Kullanıcı adınız {username}, geçici şifreniz {####}.',
  },
  welcome: {
    subject: 'Hesabınız',
    body: 'Hesabınız taşındı. Kullanıcı adınız {username}, şifreniz ise aynı kaldı.',
  },
  existingAccount: {
    subject: 'Zaten bir hesabınız var',
    body: 'Birisi bu adresle hesap oluşturmak istedi, ancak bu adresin zaten bir hesabı var. Bu siz idiyseniz oturum açın veya şifrenizi unuttuysanız sıfırlayın. Siz değildiyseniz bir şey yapmanıza gerek yok.',
  },
  risk: {
    subject: 'Yeni oturum açma denemesi',
    blocked: 'Hesabınızda oturum açma denemesini engelledik.',
    asked: 'Hesabınızda oturum açılırken ikinci bir doğrulama istedik.',
    passed: 'Birisi hesabınızda alışılmadık bir şekilde oturum açtı.',
    time: 'Zaman: {login-time}',
    device: 'Cihaz: {device-name}',
    address: 'IP adresi: {ip-address}',
    valid: 'Bu siz idiyseniz: {one-click-link-valid}',
    invalid: 'Siz değildiyseniz: {one-click-link-invalid}',
    itWasMe: 'Bendim',
    itWasNotMe: 'Ben değildim',
  },
} satisfies Words['letters']
