import type { Words } from '../words.ts'

const notices = {
  password: {
    subject: 'La tua password è stata modificata',
    body: 'La password del tuo account è stata modificata.',
    advice: 'Se non eri tu, reimpostala subito.',
  },
  email: {
    subject: 'Il tuo indirizzo email è stato modificato',
    body: 'L’indirizzo email del tuo account è stato modificato.',
    advice: 'Se non eri tu, cambia subito la password.',
  },
  phone_number: {
    subject: 'Il tuo numero di telefono è stato modificato',
    body: 'Il numero di telefono del tuo account è stato modificato.',
    advice: 'Se non eri tu, cambia subito la password.',
  },
  'passkey-added': {
    subject: 'È stata aggiunta una passkey',
    body: 'Al tuo account è stata aggiunta una passkey.',
    advice: 'Se non eri tu, eliminala e cambia subito la password.',
  },
  'passkey-removed': {
    subject: 'È stata rimossa una passkey',
    body: 'Una passkey è stata rimossa dal tuo account.',
    advice: 'Se non eri tu, cambia subito la password.',
  },
  'second-factor': {
    subject: 'Il tuo secondo passaggio è stato modificato',
    body: 'È cambiato quello che ti chiediamo dopo la password.',
    advice: 'Se non eri tu, cambia subito la password.',
  },
  'recovery-codes': {
    subject: 'Sono stati creati nuovi codici di recupero',
    body: 'Per il tuo account sono stati creati nuovi codici di recupero. Quelli precedenti non sono più validi.',
    advice: 'Se non eri tu, cambia subito la password.',
  },
  'recovery-code-used': {
    subject: 'È stato usato un codice di recupero',
    body: 'Qualcuno ha effettuato l’accesso al tuo account con un codice di recupero.',
    advice: 'Se non eri tu, cambia subito la password.',
  },
  'new-device': {
    subject: 'Nuovo accesso al tuo account',
    body: 'Qualcuno ha effettuato l’accesso al tuo account da un dispositivo o browser mai visto prima.',
    advice: 'Se non eri tu, cambia subito la password.',
  },
}

export const mail = {
  notices,
  notMe: 'Se non eri tu, metti al sicuro il tuo account qui (valido per 3 giorni)',
  notMeUndo: 'Se non eri tu, annulla la modifica e metti al sicuro il tuo account qui (valido per 3 giorni)',
  deleted: 'Il tuo account e tutto ciò che conteneva sono stati eliminati.',
} satisfies Words['mail']
