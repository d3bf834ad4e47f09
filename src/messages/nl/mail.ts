import type { Words } from '../words.ts'

export const mail = {
  notices: {
    password: {
      subject: 'Uw wachtwoord is gewijzigd',
      body: 'Het wachtwoord van uw account is gewijzigd.',
      advice: 'Was u het niet, stel het dan meteen opnieuw in.',
    },
    email: {
      subject: 'Uw e-mailadres is gewijzigd',
      body: 'Het e-mailadres van uw account is gewijzigd.',
      advice: 'Was u het niet, wijzig dan meteen uw wachtwoord.',
    },
    phone_number: {
      subject: 'Uw telefoonnummer is gewijzigd',
      body: 'Het telefoonnummer van uw account is gewijzigd.',
      advice: 'Was u het niet, wijzig dan meteen uw wachtwoord.',
    },
    'passkey-added': {
      subject: 'Er is een toegangssleutel toegevoegd',
      body: 'Aan uw account is een toegangssleutel toegevoegd.',
      advice: 'Was u het niet, verwijder hem dan en wijzig meteen uw wachtwoord.',
    },
    'passkey-removed': {
      subject: 'Er is een toegangssleutel verwijderd',
      body: 'Van uw account is een toegangssleutel verwijderd.',
      advice: 'Was u het niet, wijzig dan meteen uw wachtwoord.',
    },
    'second-factor': {
      subject: 'Uw tweede stap is gewijzigd',
      body: 'Wat we na uw wachtwoord vragen, is gewijzigd.',
      advice: 'Was u het niet, wijzig dan meteen uw wachtwoord.',
    },
    'recovery-codes': {
      subject: 'Er zijn nieuwe herstelcodes gemaakt',
      body: 'Voor uw account zijn nieuwe herstelcodes gemaakt. Oudere werken niet meer.',
      advice: 'Was u het niet, wijzig dan meteen uw wachtwoord.',
    },
    'recovery-code-used': {
      subject: 'Er is een herstelcode gebruikt',
      body: 'Iemand heeft met een herstelcode op uw account ingelogd.',
      advice: 'Was u het niet, wijzig dan meteen uw wachtwoord.',
    },
    'new-device': {
      subject: 'Nieuwe inlog op uw account',
      body: 'Iemand heeft op uw account ingelogd met een apparaat of browser die we daar niet eerder hebben gezien.',
      advice: 'Was u het niet, wijzig dan meteen uw wachtwoord.',
    },
  },
  notMe: 'Was u het niet, beveilig uw account dan hier (3 dagen geldig)',
  notMeUndo: 'Was u het niet, draai het dan terug en beveilig uw account hier (3 dagen geldig)',
  deleted: 'Uw account en alles erin is verwijderd.',
} satisfies Words['mail']
