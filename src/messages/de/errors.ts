import { pluralIn } from '../plural.ts'
import type { Words } from '../words.ts'

const count = pluralIn('de')

export const errors = {
  incorrect: 'Benutzername oder Passwort ist falsch.',
  locked:
    'Zu viele Versuche. Warten Sie eine Weile und versuchen Sie es dann erneut, oder setzen Sie Ihr Passwort zurück.',
  lockedSeconds: (seconds) =>
    count(seconds, {
      one: 'Zu viele Versuche. Versuchen Sie es in einer Sekunde erneut, oder setzen Sie Ihr Passwort zurück.',
      other: 'Zu viele Versuche. Versuchen Sie es in # Sekunden erneut, oder setzen Sie Ihr Passwort zurück.',
    }),
  lockedMinutes: (minutes) =>
    count(minutes, {
      one: 'Zu viele Versuche. Versuchen Sie es in einer Minute erneut, oder setzen Sie Ihr Passwort zurück.',
      other: 'Zu viele Versuche. Versuchen Sie es in # Minuten erneut, oder setzen Sie Ihr Passwort zurück.',
    }),
  lockedForGood: 'Zu viele Versuche. Setzen Sie Ihr Passwort zurück, um sich wieder anzumelden.',
  disabled: 'Dieses Konto ist deaktiviert. Bitten Sie Ihren Administrator, es zu aktivieren.',
  resetRequired: 'Ihr Passwort muss zurückgesetzt werden, bevor Sie sich anmelden können.',
  temporaryPasswordExpired: 'Ihr vorläufiges Passwort ist abgelaufen. Bitten Sie Ihren Administrator um ein neues.',
  busy: 'Gerade ist viel los. Versuchen Sie es gleich noch einmal.',
  codeMismatch: 'Dieser Code ist nicht richtig. Prüfen Sie ihn und versuchen Sie es erneut.',
  codeExpired: 'Dieser Code ist abgelaufen oder wurde schon verwendet. Fordern Sie einen neuen an.',
  codeReused: 'Dieser Code wurde schon verwendet. Warten Sie auf den nächsten in Ihrer App.',
  deviceUnknown:
    'Kein Gerät wartet mit diesem Code. Prüfen Sie ihn oder lassen Sie sich auf dem Gerät einen neuen geben.',
  tooManyAttempts: 'Zu viele Versuche. Warten Sie eine Weile und versuchen Sie es dann erneut.',
  sessionEnded: 'Dieser Schritt ist vorbei oder war zu lange offen. Melden Sie sich an, um fortzufahren.',
  usernameExists: 'Es gibt schon ein Konto mit diesem Namen. Wählen Sie einen anderen Namen oder melden Sie sich an.',
  addressTaken: 'Diese Adresse gehört zu einem anderen Konto.',
  alreadyConfirmed: 'Dieses Konto ist schon bestätigt. Sie können sich anmelden.',
  usernameForm: 'Wählen Sie einen Benutzernamen mit höchstens 128 Zeichen und ohne Leerzeichen.',
  passwordForm:
    'Wählen Sie ein Passwort mit höchstens 256 Zeichen, das weder mit einem Leerzeichen beginnt noch damit endet.',
  valueTooLong: 'Das ist zu lang.',
  usernameLikeEmail: 'Wählen Sie einen Benutzernamen, der keine E-Mail-Adresse ist.',
  usernameLikePhone: 'Wählen Sie einen Benutzernamen, der keine Telefonnummer ist.',
  emailFormat: 'Geben Sie eine E-Mail-Adresse wie name@example.com ein.',
  phoneFormat: 'Geben Sie eine Telefonnummer mit Ländervorwahl ein, zum Beispiel +4915112345678.',
  passwordTooShort: 'Ihr Passwort ist zu kurz.',
  passwordWithoutUppercase: 'Ergänzen Sie Ihr Passwort um einen Großbuchstaben.',
  passwordWithoutLowercase: 'Ergänzen Sie Ihr Passwort um einen Kleinbuchstaben.',
  passwordWithoutNumber: 'Ergänzen Sie Ihr Passwort um eine Ziffer.',
  passwordWithoutSymbol: 'Ergänzen Sie Ihr Passwort um ein Sonderzeichen oder ein Leerzeichen.',
  blocked: 'Aus Sicherheitsgründen konnten wir Sie nicht anmelden. Wenden Sie sich an den Betreiber dieser App.',
  passwordTooCommon: 'Dieses Passwort wird häufig verwendet und ist daher leicht zu erraten. Wählen Sie ein anderes.',
  passwordWithName: 'Ihr Passwort darf weder Ihren Namen noch den Namen dieser App enthalten.',
  passwordReused: 'Dieses Passwort haben Sie schon einmal verwendet. Wählen Sie ein anderes.',
  userUnknown: 'Es gibt kein Konto mit diesem Namen.',
  noRecovery:
    'Für dieses Konto gibt es keine bestätigte Adresse, an die wir einen Code senden könnten. Bitten Sie Ihren Administrator um Hilfe.',
  passkeyUnknown:
    'Diesen Passkey kennen wir nicht. Vielleicht wurde er aus dem Konto entfernt. Melden Sie sich auf andere Weise an.',
  passkeyLimit: 'Dieses Konto hat schon so viele Passkeys, wie es haben kann. Entfernen Sie zuerst einen.',
  passkeyNotMade:
    'Dieser Passkey konnte nicht hinzugefügt werden. Versuchen Sie es erneut oder verwenden Sie ein anderes Gerät oder einen Sicherheitsschlüssel.',
  organisationUnknown:
    'Zu dieser Adresse gibt es hier keine Organisation. Prüfen Sie die Adresse oder melden Sie sich auf andere Weise an.',
  passkeyRefused:
    'Dieser Passkey wurde nicht akzeptiert. Versuchen Sie es erneut oder melden Sie sich auf andere Weise an.',
  unsupported: 'Diese Art der Anmeldung ist nicht verfügbar.',
  noMfaMethod:
    'Für die Anmeldung brauchen Sie einen zweiten Schritt, es lässt sich aber keiner einrichten. Wenden Sie sich an Ihren Administrator.',
  enterUsername: 'Geben Sie Ihren Benutzernamen ein.',
  enterUsernameOrEmail: 'Geben Sie Ihren Benutzernamen oder Ihre E-Mail-Adresse ein.',
  enterEmail: 'Geben Sie Ihre E-Mail-Adresse ein.',
  enterPhoneNumber: 'Geben Sie Ihre Telefonnummer ein.',
  enterEmailOrPhone: 'Geben Sie Ihre E-Mail-Adresse oder Telefonnummer ein.',
  enterPassword: 'Geben Sie Ihr Passwort ein.',
  enterCode: 'Geben Sie den Code ein.',
  required: (label) => `Füllen Sie das Feld „${label}“ aus.`,
  outOfDate:
    'Diese Seite war veraltet. Bitte versuchen Sie es erneut. Falls Sie das noch einmal lesen, erlauben Sie Cookies für diese Website.',
  unknown: 'Das hat nicht geklappt. Bitte versuchen Sie es erneut.',
  badClient:
    'Die Anwendung, von der Sie kommen, ist hier nicht bekannt. Gehen Sie dorthin zurück und versuchen Sie es erneut.',
  badRedirect: 'Die Anwendung, von der Sie kommen, hat eine Rücksprungadresse angegeben, die nicht registriert ist.',
  badRequest: 'Die Anwendung, von der Sie kommen, hat eine unvollständige Anfrage gestellt.',
  returnUnknown:
    'Diese Anmeldung ist vorbei, war zu lange offen oder wurde in einem anderen Browser begonnen. Gehen Sie zurück zur App und melden Sie sich erneut an.',
  providerStart:
    'Ihre Organisation hat Sie auf einem Weg hierher geschickt, den diese App nicht annimmt. Öffnen Sie die App selbst und melden Sie sich dort an.',
  providerAnswer:
    'Die Antwort Ihrer Organisation lässt sich nicht lesen. Gehen Sie zurück zur App und melden Sie sich erneut an.',
  badLink: 'Dieser Link ist unvollständig. Kopieren Sie ihn ganz aus der Nachricht oder fordern Sie einen neuen an.',
  fault:
    'Der Fehler liegt bei uns. Versuchen Sie es gleich noch einmal, oder bitten Sie um Hilfe und nennen Sie die ID unten.',
  signUpDisabled: 'Neue Konten legt hier ein Administrator an.',
} satisfies Words['errors']
