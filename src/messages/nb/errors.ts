import { pluralIn } from '../plural.ts'
import type { Words } from '../words.ts'

const count = pluralIn('nb')

export const errors = {
  incorrect: 'Feil brukernavn eller passord.',
  locked: 'For mange forsøk. Vent litt og prøv igjen, eller tilbakestill passordet ditt.',
  lockedSeconds: (seconds) =>
    count(seconds, {
      one: 'For mange forsøk. Prøv igjen om ett sekund, eller tilbakestill passordet ditt.',
      other: 'For mange forsøk. Prøv igjen om # sekunder, eller tilbakestill passordet ditt.',
    }),
  lockedMinutes: (minutes) =>
    count(minutes, {
      one: 'For mange forsøk. Prøv igjen om ett minutt, eller tilbakestill passordet ditt.',
      other: 'For mange forsøk. Prøv igjen om # minutter, eller tilbakestill passordet ditt.',
    }),
  lockedForGood: 'For mange forsøk. Tilbakestill passordet ditt for å logge på igjen.',
  disabled: 'Denne kontoen er deaktivert. Be administratoren om å aktivere den.',
  resetRequired: 'Passordet ditt må tilbakestilles før du kan logge på.',
  temporaryPasswordExpired: 'Det midlertidige passordet ditt er utløpt. Be administratoren om et nytt.',
  busy: 'Det er mye trafikk akkurat nå. Prøv igjen om et øyeblikk.',
  codeMismatch: 'Koden stemmer ikke. Kontroller den og prøv igjen.',
  codeExpired: 'Koden er utløpt eller allerede brukt. Be om en ny.',
  codeReused: 'Koden er allerede brukt. Vent på den neste i appen din.',
  deviceUnknown: 'Ingen enhet venter med denne koden. Kontroller den, eller få en ny på enheten.',
  tooManyAttempts: 'For mange forsøk. Vent litt og prøv igjen.',
  sessionEnded: 'Dette trinnet er over eller sto åpent for lenge. Logg på for å fortsette.',
  usernameExists: 'Det finnes allerede en konto med det navnet. Velg et annet navn eller logg på.',
  addressTaken: 'Denne adressen tilhører en annen konto.',
  alreadyConfirmed: 'Denne kontoen er allerede bekreftet. Du kan logge på.',
  usernameForm: 'Velg et brukernavn på høyst 128 tegn, uten mellomrom.',
  passwordForm: 'Velg et passord på høyst 256 tegn som verken begynner eller slutter med mellomrom.',
  valueTooLong: 'Det er for langt.',
  usernameLikeEmail: 'Velg et brukernavn som ikke er en e-postadresse.',
  usernameLikePhone: 'Velg et brukernavn som ikke er et telefonnummer.',
  emailFormat: 'Skriv inn en e-postadresse som navn@example.com.',
  phoneFormat: 'Skriv inn et telefonnummer med landskode, for eksempel +4791234567.',
  passwordTooShort: 'Passordet ditt er for kort.',
  passwordWithoutUppercase: 'Legg til en stor bokstav i passordet ditt.',
  passwordWithoutLowercase: 'Legg til en liten bokstav i passordet ditt.',
  passwordWithoutNumber: 'Legg til et tall i passordet ditt.',
  passwordWithoutSymbol: 'Legg til et spesialtegn eller et mellomrom i passordet ditt.',
  blocked: 'Vi kunne ikke logge deg på av sikkerhetsgrunner. Kontakt den som driver appen.',
  passwordTooCommon: 'Andre bruker også dette passordet, så det er lett å gjette. Velg et annet.',
  passwordWithName: 'Passordet ditt kan ikke inneholde navnet ditt eller navnet på appen.',
  passwordReused: 'Du har brukt dette passordet før. Velg et annet.',
  userUnknown: 'Det finnes ingen konto med det navnet.',
  noRecovery: 'Denne kontoen har ingen bekreftet adresse å sende en kode til. Be administratoren om hjelp.',
  passkeyUnknown: 'Vi kjenner ikke den passnøkkelen. Den kan være fjernet fra kontoen. Logg på en annen måte.',
  passkeyLimit: 'Denne kontoen har så mange passnøkler som den kan ha. Fjern en først.',
  passkeyNotMade:
    'Passnøkkelen kunne ikke legges til. Prøv igjen, eller bruk en annen enhet eller en sikkerhetsnøkkel.',
  organisationUnknown:
    'Ingen organisasjon logger på med den adressen her. Kontroller den, eller logg på en annen måte.',
  passkeyRefused: 'Passnøkkelen ble ikke godtatt. Prøv igjen, eller logg på på en annen måte.',
  unsupported: 'Denne måten å logge på er ikke tilgjengelig.',
  noMfaMethod: 'Du trenger et ekstra trinn for å logge på, men ingen kan settes opp. Kontakt administratoren.',
  enterUsername: 'Skriv inn brukernavnet ditt.',
  enterUsernameOrEmail: 'Skriv inn brukernavnet eller e-postadressen din.',
  enterEmail: 'Skriv inn e-postadressen din.',
  enterPhoneNumber: 'Skriv inn telefonnummeret ditt.',
  enterEmailOrPhone: 'Skriv inn e-postadressen eller telefonnummeret ditt.',
  enterPassword: 'Skriv inn passordet ditt.',
  enterCode: 'Skriv inn koden.',
  required: (label) => `Fyll ut feltet «${label}».`,
  outOfDate:
    'Siden var utdatert. Prøv igjen. Hvis du ser dette på nytt, må du tillate informasjonskapsler for nettstedet.',
  unknown: 'Det fungerte ikke. Prøv igjen.',
  badClient: 'Appen som sendte deg hit, er ikke kjent. Gå tilbake til den og prøv igjen.',
  badRedirect: 'Appen som sendte deg hit, oppga en returadresse som ikke er registrert.',
  badRequest: 'Appen som sendte deg hit, sendte en ufullstendig forespørsel.',
  returnUnknown:
    'Denne påloggingen er over, har vært åpen for lenge eller ble startet i en annen nettleser. Gå tilbake til appen og logg på igjen.',
  providerStart:
    'Organisasjonen din har sendt deg hit på en måte som denne appen ikke godtar. Åpne selve appen og logg på derfra.',
  providerAnswer: 'Svaret fra organisasjonen din kan ikke leses. Gå tilbake til appen og logg på igjen.',
  badLink: 'Lenken er ikke fullstendig. Kopier hele lenken fra meldingen, eller be om en ny.',
  fault: 'Feilen ligger hos oss. Prøv igjen om et øyeblikk, eller be om hjelp og oppgi id-en nedenfor.',
  signUpDisabled: 'Nye kontoer opprettes av en administrator her.',
} satisfies Words['errors']
