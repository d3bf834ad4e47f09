import { pluralIn } from '../plural.ts'
import type { Words } from '../words.ts'

const count = pluralIn('sv')

export const errors = {
  incorrect: 'Fel användarnamn eller lösenord.',
  locked: 'För många försök. Vänta en stund och försök igen, eller återställ ditt lösenord.',
  lockedSeconds: (seconds) =>
    count(seconds, {
      one: 'För många försök. Försök igen om en sekund, eller återställ ditt lösenord.',
      other: 'För många försök. Försök igen om # sekunder, eller återställ ditt lösenord.',
    }),
  lockedMinutes: (minutes) =>
    count(minutes, {
      one: 'För många försök. Försök igen om en minut, eller återställ ditt lösenord.',
      other: 'För många försök. Försök igen om # minuter, eller återställ ditt lösenord.',
    }),
  lockedForGood: 'För många försök. Återställ ditt lösenord för att logga in igen.',
  disabled: 'Kontot är inaktiverat. Be din administratör att aktivera det.',
  resetRequired: 'Ditt lösenord måste återställas innan du kan logga in.',
  temporaryPasswordExpired: 'Ditt tillfälliga lösenord har gått ut. Be din administratör om ett nytt.',
  busy: 'Det är mycket just nu. Försök igen om en stund.',
  codeMismatch: 'Koden stämmer inte. Kontrollera den och försök igen.',
  codeExpired: 'Koden har gått ut eller redan använts. Begär en ny.',
  codeReused: 'Koden har redan använts. Vänta på nästa i din app.',
  deviceUnknown: 'Ingen enhet väntar med den koden. Kontrollera den eller skaffa en ny på enheten.',
  tooManyAttempts: 'För många försök. Vänta en stund och försök igen.',
  sessionEnded: 'Steget är över eller stod öppet för länge. Logga in för att fortsätta.',
  usernameExists: 'Det finns redan ett konto med det namnet. Välj ett annat namn eller logga in.',
  addressTaken: 'Adressen hör till ett annat konto.',
  alreadyConfirmed: 'Kontot är redan bekräftat. Du kan logga in.',
  usernameForm: 'Välj ett användarnamn på högst 128 tecken, utan mellanslag.',
  passwordForm: 'Välj ett lösenord på högst 256 tecken som varken börjar eller slutar med mellanslag.',
  valueTooLong: 'Det är för långt.',
  usernameLikeEmail: 'Välj ett användarnamn som inte är en e-postadress.',
  usernameLikePhone: 'Välj ett användarnamn som inte är ett telefonnummer.',
  emailFormat: 'Ange en e-postadress som namn@example.com.',
  phoneFormat: 'Ange ett telefonnummer med landskod, till exempel +46701234567.',
  passwordTooShort: 'Ditt lösenord är för kort.',
  passwordWithoutUppercase: 'Lägg till en stor bokstav i ditt lösenord.',
  passwordWithoutLowercase: 'Lägg till en liten bokstav i ditt lösenord.',
  passwordWithoutNumber: 'Lägg till en siffra i ditt lösenord.',
  passwordWithoutSymbol: 'Lägg till ett specialtecken eller ett mellanslag i ditt lösenord.',
  blocked: 'Vi kunde inte logga in dig av säkerhetsskäl. Kontakta den som driver appen.',
  passwordTooCommon: 'Andra använder också det här lösenordet, så det är lätt att gissa. Välj ett annat.',
  passwordWithName: 'Ditt lösenord får inte innehålla ditt namn eller appens namn.',
  passwordReused: 'Du har använt det här lösenordet tidigare. Välj ett annat.',
  userUnknown: 'Det finns inget konto med det namnet.',
  noRecovery: 'Kontot har ingen bekräftad adress att skicka en kod till. Be din administratör om hjälp.',
  passkeyUnknown:
    'Vi känner inte igen den lösennyckeln. Den kan ha tagits bort från kontot. Logga in på ett annat sätt.',
  passkeyLimit: 'Kontot har så många lösennycklar som det kan ha. Ta bort en först.',
  passkeyNotMade:
    'Lösennyckeln kunde inte läggas till. Försök igen, eller använd en annan enhet eller en säkerhetsnyckel.',
  organisationUnknown:
    'Ingen organisation loggar in med den adressen här. Kontrollera den eller logga in på ett annat sätt.',
  passkeyRefused: 'Lösennyckeln godtogs inte. Försök igen eller logga in på ett annat sätt.',
  unsupported: 'Det här sättet att logga in är inte tillgängligt.',
  noMfaMethod: 'Du behöver ett andra steg för att logga in, men inget kan ställas in. Kontakta din administratör.',
  enterUsername: 'Ange ditt användarnamn.',
  enterUsernameOrEmail: 'Ange ditt användarnamn eller din e-postadress.',
  enterEmail: 'Ange din e-postadress.',
  enterPhoneNumber: 'Ange ditt telefonnummer.',
  enterEmailOrPhone: 'Ange din e-postadress eller ditt telefonnummer.',
  enterPassword: 'Ange ditt lösenord.',
  enterCode: 'Ange koden.',
  required: (label) => `Fyll i fältet ”${label}”.`,
  outOfDate:
    'Sidan var inaktuell. Försök igen. Om du ser det här en gång till behöver du tillåta kakor för webbplatsen.',
  unknown: 'Det fungerade inte. Försök igen.',
  badClient: 'Appen som skickade dig hit är inte känd. Gå tillbaka till den och försök igen.',
  badRedirect: 'Appen som skickade dig hit angav en returadress som inte är registrerad.',
  badRequest: 'Appen som skickade dig hit gjorde en ofullständig begäran.',
  returnUnknown:
    'Den inloggningen är över, har varit öppen för länge eller påbörjades i en annan webbläsare. Gå tillbaka till appen och logga in igen.',
  providerStart:
    'Din organisation skickade dig hit på ett sätt som den här appen inte tar emot. Öppna själva appen och logga in därifrån.',
  providerAnswer: 'Det går inte att läsa svaret från din organisation. Gå tillbaka till appen och logga in igen.',
  badLink: 'Länken är inte fullständig. Kopiera hela länken från meddelandet eller begär en ny.',
  fault: 'Felet ligger hos oss. Försök igen om en stund, eller be om hjälp och uppge id:t nedan.',
  signUpDisabled: 'Nya konton skapas av en administratör här.',
} satisfies Words['errors']
