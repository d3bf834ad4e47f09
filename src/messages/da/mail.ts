import type { Words } from '../words.ts'

export const mail = {
  notices: {
    password: {
      subject: 'Din adgangskode er ændret',
      body: 'Adgangskoden til din konto er ændret.',
      advice: 'Hvis det ikke var dig, så nulstil den med det samme.',
    },
    email: {
      subject: 'Din e-mailadresse er ændret',
      body: 'E-mailadressen på din konto er ændret.',
      advice: 'Hvis det ikke var dig, så skift adgangskode med det samme.',
    },
    phone_number: {
      subject: 'Dit telefonnummer er ændret',
      body: 'Telefonnummeret på din konto er ændret.',
      advice: 'Hvis det ikke var dig, så skift adgangskode med det samme.',
    },
    'passkey-added': {
      subject: 'En adgangsnøgle er tilføjet',
      body: 'En adgangsnøgle er tilføjet til din konto.',
      advice: 'Hvis det ikke var dig, så slet den, og skift adgangskode med det samme.',
    },
    'passkey-removed': {
      subject: 'En adgangsnøgle er fjernet',
      body: 'En adgangsnøgle er fjernet fra din konto.',
      advice: 'Hvis det ikke var dig, så skift adgangskode med det samme.',
    },
    'second-factor': {
      subject: 'Dit ekstra trin er ændret',
      body: 'Det, vi beder om efter din adgangskode, er ændret.',
      advice: 'Hvis det ikke var dig, så skift adgangskode med det samme.',
    },
    'recovery-codes': {
      subject: 'Nye gendannelseskoder er lavet',
      body: 'Nye gendannelseskoder er lavet til din konto. Ældre virker ikke længere.',
      advice: 'Hvis det ikke var dig, så skift adgangskode med det samme.',
    },
    'recovery-code-used': {
      subject: 'En gendannelseskode er brugt',
      body: 'Nogen loggede ind på din konto med en gendannelseskode.',
      advice: 'Hvis det ikke var dig, så skift adgangskode med det samme.',
    },
    'new-device': {
      subject: 'Et nyt login på din konto',
      body: 'Nogen loggede ind på din konto med en enhed eller browser, som vi ikke har set der før.',
      advice: 'Hvis det ikke var dig, så skift adgangskode med det samme.',
    },
  },
  notMe: 'Hvis det ikke var dig, så sikr din konto her (gælder i 3 dage)',
  notMeUndo: 'Hvis det ikke var dig, så fortryd det, og sikr din konto her (gælder i 3 dage)',
  deleted: 'Din konto og alt i den er slettet.',
} satisfies Words['mail']
