import type { Words } from '../words.ts'

const changePassword = 'Ha nem Ön volt az, azonnal változtassa meg a jelszavát.'

export const mail = {
  notices: {
    password: {
      subject: 'A jelszava megváltozott',
      body: 'A fiókja jelszava megváltozott.',
      advice: 'Ha nem Ön volt az, azonnal kérjen új jelszót.',
    },
    email: {
      subject: 'Az e-mail-címe megváltozott',
      body: 'A fiókja e-mail-címe megváltozott.',
      advice: changePassword,
    },
    phone_number: {
      subject: 'A telefonszáma megváltozott',
      body: 'A fiókja telefonszáma megváltozott.',
      advice: changePassword,
    },
    'passkey-added': {
      subject: 'Azonosítókulcsot adtak hozzá',
      body: 'Azonosítókulcsot adtak hozzá a fiókjához.',
      advice: 'Ha nem Ön volt az, azonnal törölje, és változtassa meg a jelszavát.',
    },
    'passkey-removed': {
      subject: 'Azonosítókulcsot távolítottak el',
      body: 'Azonosítókulcsot távolítottak el a fiókjából.',
      advice: changePassword,
    },
    'second-factor': {
      subject: 'A második lépés megváltozott',
      body: 'Megváltozott, hogy mit kérünk a jelszava után.',
      advice: changePassword,
    },
    'recovery-codes': {
      subject: 'Új helyreállítási kódok készültek',
      body: 'Új helyreállítási kódok készültek a fiókjához. A korábbiak már nem érvényesek.',
      advice: changePassword,
    },
    'recovery-code-used': {
      subject: 'Helyreállítási kódot használtak',
      body: 'Valaki helyreállítási kóddal jelentkezett be a fiókjába.',
      advice: changePassword,
    },
    'new-device': {
      subject: 'Új bejelentkezés a fiókjába',
      body: 'Valaki olyan eszközről vagy böngészőből jelentkezett be a fiókjába, amelyet ott korábban nem láttunk.',
      advice: changePassword,
    },
  },
  notMe: 'Ha nem Ön volt az, itt biztonságba helyezheti a fiókját (3 napig érvényes)',
  notMeUndo: 'Ha nem Ön volt az, itt visszavonhatja, és biztonságba helyezheti a fiókját (3 napig érvényes)',
  deleted: 'A fiókját és mindent, ami benne volt, töröltük.',
} satisfies Words['mail']
