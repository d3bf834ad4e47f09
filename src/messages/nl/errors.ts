import { pluralIn } from '../plural.ts'
import type { Words } from '../words.ts'

const count = pluralIn('nl')

export const errors = {
  incorrect: 'Onjuiste gebruikersnaam of onjuist wachtwoord.',
  locked: 'Te veel pogingen. Wacht even en probeer het opnieuw, of stel uw wachtwoord opnieuw in.',
  lockedSeconds: (seconds) =>
    count(seconds, {
      one: 'Te veel pogingen. Probeer het over een seconde opnieuw, of stel uw wachtwoord opnieuw in.',
      other: 'Te veel pogingen. Probeer het over # seconden opnieuw, of stel uw wachtwoord opnieuw in.',
    }),
  lockedMinutes: (minutes) =>
    count(minutes, {
      one: 'Te veel pogingen. Probeer het over een minuut opnieuw, of stel uw wachtwoord opnieuw in.',
      other: 'Te veel pogingen. Probeer het over # minuten opnieuw, of stel uw wachtwoord opnieuw in.',
    }),
  lockedForGood: 'Te veel pogingen. Stel uw wachtwoord opnieuw in om weer te kunnen inloggen.',
  disabled: 'Dit account is uitgeschakeld. Vraag uw beheerder om het in te schakelen.',
  resetRequired: 'U moet uw wachtwoord opnieuw instellen voordat u kunt inloggen.',
  temporaryPasswordExpired: 'Uw tijdelijke wachtwoord is verlopen. Vraag uw beheerder om een nieuw.',
  busy: 'Het is nu erg druk. Probeer het zo nog eens.',
  codeMismatch: 'Die code klopt niet. Controleer de code en probeer het opnieuw.',
  codeExpired: 'Die code is verlopen of al gebruikt. Vraag een nieuwe aan.',
  codeReused: 'Die code is al gebruikt. Wacht op de volgende in uw app.',
  deviceUnknown: 'Geen apparaat wacht met deze code. Controleer de code of vraag op uw apparaat een nieuwe aan.',
  tooManyAttempts: 'Te veel pogingen. Wacht even en probeer het opnieuw.',
  sessionEnded: 'Deze stap is voorbij of stond te lang open. Log in om verder te gaan.',
  usernameExists: 'Er bestaat al een account met die naam. Kies een andere naam of log in.',
  addressTaken: 'Dit adres hoort bij een ander account.',
  alreadyConfirmed: 'Dit account is al bevestigd. U kunt inloggen.',
  usernameForm: 'Kies een gebruikersnaam van maximaal 128 tekens, zonder spaties.',
  passwordForm: 'Kies een wachtwoord van maximaal 256 tekens dat niet met een spatie begint of eindigt.',
  valueTooLong: 'Dat is te lang.',
  usernameLikeEmail: 'Kies een gebruikersnaam die geen e-mailadres is.',
  usernameLikePhone: 'Kies een gebruikersnaam die geen telefoonnummer is.',
  emailFormat: 'Voer een e-mailadres in zoals naam@example.com.',
  phoneFormat: 'Voer een telefoonnummer met landcode in, zoals +31612345678.',
  passwordTooShort: 'Uw wachtwoord is te kort.',
  passwordWithoutUppercase: 'Voeg een hoofdletter toe aan uw wachtwoord.',
  passwordWithoutLowercase: 'Voeg een kleine letter toe aan uw wachtwoord.',
  passwordWithoutNumber: 'Voeg een cijfer toe aan uw wachtwoord.',
  passwordWithoutSymbol: 'Voeg een speciaal teken of een spatie toe aan uw wachtwoord.',
  blocked: 'We konden u om veiligheidsredenen niet inloggen. Neem contact op met de beheerder van deze app.',
  passwordTooCommon: 'Anderen gebruiken dit wachtwoord ook, dus het is makkelijk te raden. Kies een ander.',
  passwordWithName: 'Uw wachtwoord mag uw naam of de naam van deze app niet bevatten.',
  passwordReused: 'U hebt dit wachtwoord eerder gebruikt. Kies een ander.',
  userUnknown: 'Er is geen account met die naam.',
  noRecovery: 'Dit account heeft geen bevestigd adres om een code naartoe te sturen. Vraag uw beheerder om hulp.',
  passkeyUnknown:
    'We kennen die toegangssleutel niet. Misschien is hij uit het account verwijderd. Log op een andere manier in.',
  passkeyLimit: 'Dit account heeft het maximale aantal toegangssleutels. Verwijder er eerst een.',
  passkeyNotMade:
    'Die toegangssleutel kon niet worden toegevoegd. Probeer het opnieuw, of gebruik een ander apparaat of een beveiligingssleutel.',
  organisationUnknown: 'Geen organisatie logt hier in met dat adres. Controleer het of log op een andere manier in.',
  passkeyRefused: 'Die toegangssleutel is niet geaccepteerd. Probeer het opnieuw of log op een andere manier in.',
  unsupported: 'Deze manier van inloggen is niet beschikbaar.',
  noMfaMethod:
    'U hebt een tweede stap nodig om in te loggen, maar er kan er geen worden ingesteld. Vraag uw beheerder.',
  enterUsername: 'Voer uw gebruikersnaam in.',
  enterUsernameOrEmail: 'Voer uw gebruikersnaam of e-mailadres in.',
  enterEmail: 'Voer uw e-mailadres in.',
  enterPhoneNumber: 'Voer uw telefoonnummer in.',
  enterEmailOrPhone: 'Voer uw e-mailadres of telefoonnummer in.',
  enterPassword: 'Voer uw wachtwoord in.',
  enterCode: 'Voer de code in.',
  required: (label) => `Vul het veld ‘${label}’ in.`,
  outOfDate:
    'Deze pagina was verouderd. Probeer het opnieuw. Ziet u dit nog een keer, sta dan cookies toe voor deze site.',
  unknown: 'Dat is niet gelukt. Probeer het opnieuw.',
  badClient: 'De app die u hierheen stuurde, is niet bekend. Ga terug naar de app en probeer het opnieuw.',
  badRedirect: 'De app die u hierheen stuurde, gaf een retouradres op dat niet is geregistreerd.',
  badRequest: 'De app die u hierheen stuurde, deed een onvolledig verzoek.',
  returnUnknown:
    'Deze aanmelding is voorbij, stond te lang open of begon in een andere browser. Ga terug naar de app en log opnieuw in.',
  providerStart:
    'Uw organisatie heeft u hierheen gestuurd op een manier die deze app niet accepteert. Open de app zelf en log van daaruit in.',
  providerAnswer: 'Het antwoord van uw organisatie kan niet worden gelezen. Ga terug naar de app en log opnieuw in.',
  badLink: 'Deze link is niet compleet. Kopieer hem helemaal uit het bericht of vraag een nieuwe aan.',
  fault: 'De fout ligt bij ons. Probeer het zo nog eens, of vraag om hulp en geef de id hieronder door.',
  signUpDisabled: 'Nieuwe accounts worden hier door een beheerder gemaakt.',
} satisfies Words['errors']
