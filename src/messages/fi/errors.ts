import { pluralIn } from '../plural.ts'
import type { Words } from '../words.ts'

const count = pluralIn('fi')

export const errors = {
  incorrect: 'Väärä käyttäjätunnus tai salasana.',
  locked: 'Liian monta yritystä. Odota hetki ja yritä uudelleen tai vaihda salasanasi.',
  lockedSeconds: (seconds) =>
    count(seconds, {
      one: 'Liian monta yritystä. Yritä uudelleen sekunnin kuluttua tai vaihda salasanasi.',
      other: 'Liian monta yritystä. Yritä uudelleen # sekunnin kuluttua tai vaihda salasanasi.',
    }),
  lockedMinutes: (minutes) =>
    count(minutes, {
      one: 'Liian monta yritystä. Yritä uudelleen minuutin kuluttua tai vaihda salasanasi.',
      other: 'Liian monta yritystä. Yritä uudelleen # minuutin kuluttua tai vaihda salasanasi.',
    }),
  lockedForGood: 'Liian monta yritystä. Vaihda salasanasi, jotta voit taas kirjautua sisään.',
  disabled: 'Tämä tili on poistettu käytöstä. Pyydä järjestelmänvalvojaa ottamaan se käyttöön.',
  resetRequired: 'Salasanasi on vaihdettava, ennen kuin voit kirjautua sisään.',
  temporaryPasswordExpired: 'Väliaikainen salasanasi on vanhentunut. Pyydä järjestelmänvalvojalta uusi.',
  busy: 'Nyt on ruuhkaa. Yritä hetken kuluttua uudelleen.',
  codeMismatch: 'Koodi ei ole oikea. Tarkista se ja yritä uudelleen.',
  codeExpired: 'Koodi on vanhentunut tai jo käytetty. Pyydä uusi.',
  codeReused: 'Koodi on jo käytetty. Odota sovelluksesi seuraavaa koodia.',
  deviceUnknown: 'Mikään laite ei odota tällä koodilla. Tarkista se tai pyydä laitteelta uusi.',
  tooManyAttempts: 'Liian monta yritystä. Odota hetki ja yritä uudelleen.',
  sessionEnded: 'Tämä vaihe on päättynyt tai oli auki liian kauan. Jatka kirjautumalla sisään.',
  usernameExists: 'Tällä nimellä on jo tili. Valitse toinen nimi tai kirjaudu sisään.',
  addressTaken: 'Tämä osoite kuuluu toiselle tilille.',
  alreadyConfirmed: 'Tämä tili on jo vahvistettu. Voit kirjautua sisään.',
  usernameForm: 'Valitse enintään 128 merkin käyttäjätunnus ilman välilyöntejä.',
  passwordForm: 'Valitse enintään 256 merkin salasana, joka ei ala eikä pääty välilyöntiin.',
  valueTooLong: 'Se on liian pitkä.',
  usernameLikeEmail: 'Valitse käyttäjätunnus, joka ei ole sähköpostiosoite.',
  usernameLikePhone: 'Valitse käyttäjätunnus, joka ei ole puhelinnumero.',
  emailFormat: 'Anna sähköpostiosoite, kuten nimi@example.com.',
  phoneFormat: 'Anna puhelinnumero maatunnuksineen, esimerkiksi +358401234567.',
  passwordTooShort: 'Salasanasi on liian lyhyt.',
  passwordWithoutUppercase: 'Lisää salasanaasi iso kirjain.',
  passwordWithoutLowercase: 'Lisää salasanaasi pieni kirjain.',
  passwordWithoutNumber: 'Lisää salasanaasi numero.',
  passwordWithoutSymbol: 'Lisää salasanaasi erikoismerkki tai välilyönti.',
  blocked: 'Emme voineet kirjata sinua sisään turvallisuussyistä. Ota yhteyttä sovelluksen ylläpitoon.',
  passwordTooCommon: 'Muutkin käyttävät tätä salasanaa, joten se on helppo arvata. Valitse toinen.',
  passwordWithName: 'Salasanassasi ei saa olla nimeäsi eikä tämän sovelluksen nimeä.',
  passwordReused: 'Olet käyttänyt tätä salasanaa aiemmin. Valitse toinen.',
  userUnknown: 'Tällä nimellä ei ole tiliä.',
  noRecovery:
    'Tällä tilillä ei ole vahvistettua osoitetta, johon koodin voisi lähettää. Pyydä apua järjestelmänvalvojalta.',
  passkeyUnknown: 'Emme tunne tuota pääsyavainta. Se on ehkä poistettu tililtä. Kirjaudu toisella tavalla.',
  passkeyLimit: 'Tällä tilillä on jo suurin mahdollinen määrä pääsyavaimia. Poista ensin yksi.',
  passkeyNotMade: 'Pääsyavainta ei voitu lisätä. Yritä uudelleen tai käytä toista laitetta tai suojausavainta.',
  organisationUnknown:
    'Mikään organisaatio ei kirjaudu täällä tuolla osoitteella. Tarkista se tai kirjaudu toisella tavalla.',
  passkeyRefused: 'Pääsyavainta ei hyväksytty. Yritä uudelleen tai kirjaudu sisään toisella tavalla.',
  unsupported: 'Tämä kirjautumistapa ei ole käytettävissä.',
  noMfaMethod:
    'Kirjautumiseen tarvitaan toinen vaihe, mutta yhtään ei voi ottaa käyttöön. Ota yhteyttä järjestelmänvalvojaan.',
  enterUsername: 'Anna käyttäjätunnuksesi.',
  enterUsernameOrEmail: 'Anna käyttäjätunnuksesi tai sähköpostiosoitteesi.',
  enterEmail: 'Anna sähköpostiosoitteesi.',
  enterPhoneNumber: 'Anna puhelinnumerosi.',
  enterEmailOrPhone: 'Anna sähköpostiosoitteesi tai puhelinnumerosi.',
  enterPassword: 'Anna salasanasi.',
  enterCode: 'Anna koodi.',
  required: (label) => `Täytä kenttä ”${label}”.`,
  outOfDate: 'Sivu oli vanhentunut. Yritä uudelleen. Jos näet tämän taas, salli evästeet tälle sivustolle.',
  unknown: 'Se ei onnistunut. Yritä uudelleen.',
  badClient: 'Sovellus, joka lähetti sinut tänne, on tuntematon. Palaa siihen ja yritä uudelleen.',
  badRedirect: 'Sovellus, joka lähetti sinut tänne, antoi paluuosoitteen, jota ei ole rekisteröity.',
  badRequest: 'Sovellus, joka lähetti sinut tänne, teki puutteellisen pyynnön.',
  returnUnknown:
    'Tämä kirjautuminen on päättynyt, ollut auki liian kauan tai alkanut toisessa selaimessa. Palaa sovellukseen ja kirjaudu sisään uudelleen.',
  providerStart:
    'Organisaatiosi lähetti sinut tänne tavalla, jota tämä sovellus ei hyväksy. Avaa itse sovellus ja kirjaudu sisään sieltä.',
  providerAnswer: 'Organisaatiosi lähettämää vastausta ei voi lukea. Palaa sovellukseen ja kirjaudu sisään uudelleen.',
  badLink: 'Linkki on puutteellinen. Kopioi se viestistä kokonaan tai pyydä uusi.',
  fault: 'Vika on meillä. Yritä hetken kuluttua uudelleen, tai pyydä apua ja kerro alla oleva tunniste.',
  signUpDisabled: 'Uudet tilit luo täällä järjestelmänvalvoja.',
} satisfies Words['errors']
