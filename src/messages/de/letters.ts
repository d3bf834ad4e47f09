import type { Words } from '../words.ts'

export const letters = {
  confirmation: { subject: 'Ihr Bestätigungscode', body: 'Ihr Bestätigungscode lautet {####}' },
  verification: { subject: 'Ihr Bestätigungscode', body: 'Ihr Bestätigungscode lautet {####}' },
  authentication: { subject: 'Ihr Anmeldecode', body: 'Ihr Anmeldecode lautet {####}.' },
  linkConfirmation: {
    subject: 'Ihr Bestätigungslink',
    body: 'Klicken Sie auf den folgenden Link, um Ihre E-Mail-Adresse zu bestätigen. {##E-Mail-Adresse bestätigen##}',
  },
  invitation: {
    subject: 'Ihr vorläufiges Passwort',
    body: 'Ihr Benutzername ist {username} und Ihr vorläufiges Passwort {####}.',
  },
  welcome: {
    subject: 'Ihr Konto',
    body: 'Ihr Konto ist umgezogen. Ihr Benutzername ist {username}, und Ihr Passwort ist dasselbe wie bisher.',
  },
  existingAccount: {
    subject: 'Sie haben schon ein Konto',
    body: 'Jemand wollte mit dieser Adresse ein Konto erstellen, es gibt aber schon eines. Wenn Sie das waren, melden Sie sich an, oder setzen Sie Ihr Passwort zurück, falls Sie es vergessen haben. Wenn Sie es nicht waren, müssen Sie nichts tun.',
  },
  risk: {
    subject: 'Neuer Anmeldeversuch',
    blocked: 'Wir haben einen Versuch verhindert, sich bei Ihrem Konto anzumelden.',
    asked: 'Bei einer Anmeldung bei Ihrem Konto haben wir einen zweiten Faktor verlangt.',
    passed: 'Jemand hat sich auf ungewöhnliche Weise bei Ihrem Konto angemeldet.',
    time: 'Zeit: {login-time}',
    device: 'Gerät: {device-name}',
    address: 'IP-Adresse: {ip-address}',
    valid: 'Wenn Sie das waren: {one-click-link-valid}',
    invalid: 'Wenn nicht: {one-click-link-invalid}',
    itWasMe: 'Das war ich',
    itWasNotMe: 'Das war ich nicht',
  },
} satisfies Words['letters']
