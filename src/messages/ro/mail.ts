import type { Words } from '../words.ts'

const changePassword = 'Dacă nu ați fost dvs., schimbați-vă imediat parola.'

export const mail = {
  notices: {
    password: {
      subject: 'Parola dvs. a fost schimbată',
      body: 'Parola contului dvs. a fost schimbată.',
      advice: 'Dacă nu ați fost dvs., resetați-o imediat.',
    },
    email: {
      subject: 'Adresa dvs. de e-mail a fost schimbată',
      body: 'Adresa de e-mail a contului dvs. a fost schimbată.',
      advice: changePassword,
    },
    phone_number: {
      subject: 'Numărul dvs. de telefon a fost schimbat',
      body: 'Numărul de telefon al contului dvs. a fost schimbat.',
      advice: changePassword,
    },
    'passkey-added': {
      subject: 'A fost adăugată o cheie de acces',
      body: 'O cheie de acces a fost adăugată în contul dvs.',
      advice: 'Dacă nu ați fost dvs., ștergeți-o și schimbați-vă imediat parola.',
    },
    'passkey-removed': {
      subject: 'A fost eliminată o cheie de acces',
      body: 'O cheie de acces a fost eliminată din contul dvs.',
      advice: changePassword,
    },
    'second-factor': {
      subject: 'Al doilea pas a fost schimbat',
      body: 'A fost schimbat pasul pe care vi-l cerem după parolă.',
      advice: changePassword,
    },
    'recovery-codes': {
      subject: 'Au fost create coduri de recuperare noi',
      body: 'Au fost create coduri de recuperare noi pentru contul dvs. Cele vechi nu mai sunt valabile.',
      advice: changePassword,
    },
    'recovery-code-used': {
      subject: 'A fost folosit un cod de recuperare',
      body: 'Cineva s-a conectat la contul dvs. cu un cod de recuperare.',
      advice: changePassword,
    },
    'new-device': {
      subject: 'O nouă conectare la contul dvs.',
      body: 'Cineva s-a conectat la contul dvs. de pe un dispozitiv sau browser pe care nu l-am mai văzut acolo.',
      advice: changePassword,
    },
  },
  notMe: 'Dacă nu ați fost dvs., securizați-vă contul aici (valabil 3 zile)',
  notMeUndo: 'Dacă nu ați fost dvs., anulați și securizați-vă contul aici (valabil 3 zile)',
  deleted: 'Contul dvs. și tot ce conținea au fost șterse.',
} satisfies Words['mail']
