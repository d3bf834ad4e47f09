import type { Words } from '../words.ts'

export const mail = {
  notices: {
    password: {
      subject: 'Passordet ditt er endret',
      body: 'Passordet til kontoen din er endret.',
      advice: 'Hvis det ikke var deg, tilbakestill det med én gang.',
    },
    email: {
      subject: 'E-postadressen din er endret',
      body: 'E-postadressen til kontoen din er endret.',
      advice: 'Hvis det ikke var deg, endre passordet med én gang.',
    },
    phone_number: {
      subject: 'Telefonnummeret ditt er endret',
      body: 'Telefonnummeret til kontoen din er endret.',
      advice: 'Hvis det ikke var deg, endre passordet med én gang.',
    },
    'passkey-added': {
      subject: 'En passnøkkel er lagt til',
      body: 'En passnøkkel er lagt til i kontoen din.',
      advice: 'Hvis det ikke var deg, slett den og endre passordet med én gang.',
    },
    'passkey-removed': {
      subject: 'En passnøkkel er fjernet',
      body: 'En passnøkkel er fjernet fra kontoen din.',
      advice: 'Hvis det ikke var deg, endre passordet med én gang.',
    },
    'second-factor': {
      subject: 'Det ekstra trinnet ditt er endret',
      body: 'Det vi ber om etter passordet ditt, er endret.',
      advice: 'Hvis det ikke var deg, endre passordet med én gang.',
    },
    'recovery-codes': {
      subject: 'Nye gjenopprettingskoder er laget',
      body: 'Nye gjenopprettingskoder er laget for kontoen din. Eldre virker ikke lenger.',
      advice: 'Hvis det ikke var deg, endre passordet med én gang.',
    },
    'recovery-code-used': {
      subject: 'En gjenopprettingskode er brukt',
      body: 'Noen logget på kontoen din med en gjenopprettingskode.',
      advice: 'Hvis det ikke var deg, endre passordet med én gang.',
    },
    'new-device': {
      subject: 'En ny pålogging på kontoen din',
      body: 'Noen logget på kontoen din med en enhet eller nettleser vi ikke har sett der før.',
      advice: 'Hvis det ikke var deg, endre passordet med én gang.',
    },
  },
  notMe: 'Hvis det ikke var deg, sikre kontoen din her (gjelder i 3 dager)',
  notMeUndo: 'Hvis det ikke var deg, angre det og sikre kontoen din her (gjelder i 3 dager)',
  deleted: 'Kontoen din og alt i den er slettet.',
} satisfies Words['mail']
