import type { Words } from '../words.ts'

const notices = {
  password: {
    subject: 'Ihr Passwort wurde geändert',
    body: 'Das Passwort Ihres Kontos wurde geändert.',
    advice: 'Wenn Sie das nicht waren, setzen Sie es sofort zurück.',
  },
  email: {
    subject: 'Ihre E-Mail-Adresse wurde geändert',
    body: 'Die E-Mail-Adresse Ihres Kontos wurde geändert.',
    advice: 'Wenn Sie das nicht waren, ändern Sie sofort Ihr Passwort.',
  },
  phone_number: {
    subject: 'Ihre Telefonnummer wurde geändert',
    body: 'Die Telefonnummer Ihres Kontos wurde geändert.',
    advice: 'Wenn Sie das nicht waren, ändern Sie sofort Ihr Passwort.',
  },
  'passkey-added': {
    subject: 'Ein Passkey wurde hinzugefügt',
    body: 'Ihrem Konto wurde ein Passkey hinzugefügt.',
    advice: 'Wenn Sie das nicht waren, löschen Sie ihn und ändern Sie sofort Ihr Passwort.',
  },
  'passkey-removed': {
    subject: 'Ein Passkey wurde entfernt',
    body: 'Ein Passkey wurde aus Ihrem Konto entfernt.',
    advice: 'Wenn Sie das nicht waren, ändern Sie sofort Ihr Passwort.',
  },
  'second-factor': {
    subject: 'Ihr zweiter Schritt wurde geändert',
    body: 'Es wurde geändert, wonach wir Sie nach Ihrem Passwort fragen.',
    advice: 'Wenn Sie das nicht waren, ändern Sie sofort Ihr Passwort.',
  },
  'recovery-codes': {
    subject: 'Neue Wiederherstellungscodes wurden erstellt',
    body: 'Für Ihr Konto wurden neue Wiederherstellungscodes erstellt. Ältere gelten nicht mehr.',
    advice: 'Wenn Sie das nicht waren, ändern Sie sofort Ihr Passwort.',
  },
  'recovery-code-used': {
    subject: 'Ein Wiederherstellungscode wurde verwendet',
    body: 'Jemand hat sich mit einem Wiederherstellungscode bei Ihrem Konto angemeldet.',
    advice: 'Wenn Sie das nicht waren, ändern Sie sofort Ihr Passwort.',
  },
  'new-device': {
    subject: 'Eine neue Anmeldung bei Ihrem Konto',
    body: 'Jemand hat sich bei Ihrem Konto auf einem Gerät oder in einem Browser angemeldet, den wir dort noch nicht gesehen haben.',
    advice: 'Wenn Sie das nicht waren, ändern Sie sofort Ihr Passwort.',
  },
}

export const mail = {
  notices,
  notMe: 'Wenn Sie das nicht waren, sichern Sie Ihr Konto hier (3 Tage gültig)',
  notMeUndo: 'Wenn Sie das nicht waren, machen Sie es hier rückgängig und sichern Sie Ihr Konto (3 Tage gültig)',
  deleted: 'Ihr Konto und alles darin ist gelöscht.',
} satisfies Words['mail']
