import { pluralIn } from '../plural.ts'
import type { Words } from '../words.ts'

const count = pluralIn('hu')

export const errors = {
  incorrect: 'Hibás felhasználónév vagy jelszó.',
  locked: 'Túl sok próbálkozás. Várjon egy kicsit, majd próbálja újra, vagy kérjen új jelszót.',
  lockedSeconds: (seconds) =>
    count(seconds, {
      one: 'Túl sok próbálkozás. Próbálja újra # másodperc múlva, vagy kérjen új jelszót.',
      other: 'Túl sok próbálkozás. Próbálja újra # másodperc múlva, vagy kérjen új jelszót.',
    }),
  lockedMinutes: (minutes) =>
    count(minutes, {
      one: 'Túl sok próbálkozás. Próbálja újra # perc múlva, vagy kérjen új jelszót.',
      other: 'Túl sok próbálkozás. Próbálja újra # perc múlva, vagy kérjen új jelszót.',
    }),
  lockedForGood: 'Túl sok próbálkozás. Az újbóli bejelentkezéshez kérjen új jelszót.',
  disabled: 'Ez a fiók le van tiltva. Kérje meg a rendszergazdát, hogy engedélyezze.',
  resetRequired: 'A bejelentkezéshez előbb új jelszót kell beállítania.',
  temporaryPasswordExpired: 'Az ideiglenes jelszó lejárt. Kérjen újat a rendszergazdától.',
  busy: 'Most túl sok a kérés. Próbálja újra egy kis idő múlva.',
  codeMismatch: 'A kód nem megfelelő. Ellenőrizze, és próbálja újra.',
  codeExpired: 'A kód lejárt, vagy már felhasználták. Kérjen újat.',
  codeReused: 'Ezt a kódot már felhasználták. Várja meg a következőt az alkalmazásban.',
  deviceUnknown: 'Nincs eszköz, amely ezzel a kóddal vár. Ellenőrizze, vagy kérjen újat az eszközén.',
  tooManyAttempts: 'Túl sok próbálkozás. Várjon egy kicsit, majd próbálja újra.',
  sessionEnded: 'Ez a lépés lezárult, vagy túl sokáig maradt nyitva. A folytatáshoz jelentkezzen be.',
  usernameExists: 'Már létezik fiók ezzel a névvel. Válasszon másik nevet, vagy jelentkezzen be.',
  addressTaken: 'Ez a cím egy másik fiókhoz tartozik.',
  alreadyConfirmed: 'Ezt a fiókot már megerősítették. Bejelentkezhet.',
  usernameForm: 'Válasszon legfeljebb 128 karakteres felhasználónevet, szóközök nélkül.',
  passwordForm: 'Válasszon legfeljebb 256 karakteres jelszót, amely nem szóközzel kezdődik vagy végződik.',
  valueTooLong: 'Ez túl hosszú.',
  usernameLikeEmail: 'Olyan felhasználónevet válasszon, amely nem e-mail-cím.',
  usernameLikePhone: 'Olyan felhasználónevet válasszon, amely nem telefonszám.',
  emailFormat: 'Adjon meg egy e-mail-címet, például: nev@example.com.',
  phoneFormat: 'Adjon meg egy telefonszámot országkóddal, például: +36201234567.',
  passwordTooShort: 'A jelszó túl rövid.',
  passwordWithoutUppercase: 'Adjon hozzá nagybetűt a jelszóhoz.',
  passwordWithoutLowercase: 'Adjon hozzá kisbetűt a jelszóhoz.',
  passwordWithoutNumber: 'Adjon hozzá számot a jelszóhoz.',
  passwordWithoutSymbol: 'Adjon hozzá különleges karaktert vagy szóközt a jelszóhoz.',
  blocked: 'Biztonsági okokból nem tudtuk bejelentkeztetni. Forduljon az alkalmazás üzemeltetőjéhez.',
  passwordTooCommon: 'Ezt a jelszót mások is használják, ezért könnyű kitalálni. Válasszon másikat.',
  passwordWithName: 'A jelszó nem tartalmazhatja az Ön nevét vagy az alkalmazás nevét.',
  passwordReused: 'Ezt a jelszót már használta korábban. Válasszon másikat.',
  userUnknown: 'Nincs fiók ezzel a névvel.',
  noRecovery: 'Ehhez a fiókhoz nincs megerősített cím, ahová kódot küldhetnénk. Kérjen segítséget a rendszergazdától.',
  passkeyUnknown:
    'Nem ismerjük ezt az azonosítókulcsot. Lehet, hogy eltávolították a fiókból. Jelentkezzen be más módon.',
  passkeyLimit: 'Ehhez a fiókhoz nem adható több azonosítókulcs. Előbb távolítson el egyet.',
  passkeyNotMade:
    'Nem sikerült hozzáadni az azonosítókulcsot. Próbálja újra, vagy használjon másik eszközt vagy biztonsági kulcsot.',
  organisationUnknown:
    'Ezzel a címmel egyetlen szervezet sem jelentkezik be itt. Ellenőrizze, vagy jelentkezzen be más módon.',
  passkeyRefused: 'Az azonosítókulcsot nem fogadtuk el. Próbálja újra, vagy jelentkezzen be más módon.',
  unsupported: 'Ez a bejelentkezési mód nem érhető el.',
  noMfaMethod: 'A bejelentkezéshez második lépés szükséges, de egy sem állítható be. Forduljon a rendszergazdához.',
  enterUsername: 'Adja meg a felhasználónevét.',
  enterUsernameOrEmail: 'Adja meg a felhasználónevét vagy az e-mail-címét.',
  enterEmail: 'Adja meg az e-mail-címét.',
  enterPhoneNumber: 'Adja meg a telefonszámát.',
  enterEmailOrPhone: 'Adja meg az e-mail-címét vagy a telefonszámát.',
  enterPassword: 'Adja meg a jelszavát.',
  enterCode: 'Adja meg a kódot.',
  required: (label) => `Töltse ki ezt a mezőt: „${label}”.`,
  outOfDate:
    'Az oldal már nem volt aktuális. Próbálja újra. Ha újra ezt olvassa, engedélyezze a cookie-kat ezen a webhelyen.',
  unknown: 'Ez nem sikerült. Próbálja újra.',
  badClient: 'Az alkalmazás, amely ide irányította, nem ismert. Térjen vissza oda, és próbálja újra.',
  badRedirect: 'Az alkalmazás, amely ide irányította, nem regisztrált visszatérési címet adott meg.',
  badRequest: 'Az alkalmazás, amely ide irányította, hiányos kérést küldött.',
  returnUnknown:
    'Ez a bejelentkezés lezárult, túl sokáig maradt nyitva, vagy másik böngészőben kezdődött. Térjen vissza az alkalmazásba, és jelentkezzen be újra.',
  providerStart:
    'A szervezete olyan módon irányította ide, amelyet ez az alkalmazás nem fogad el. Nyissa meg magát az alkalmazást, és ott jelentkezzen be.',
  providerAnswer:
    'A szervezetétől érkezett válasz nem olvasható. Térjen vissza az alkalmazásba, és jelentkezzen be újra.',
  badLink: 'Ez a link nem teljes. Másolja ki az egészet az üzenetből, vagy kérjen újat.',
  fault: 'A hiba a mi oldalunkon van. Próbálja újra később, vagy kérjen segítséget az alábbi azonosítóval.',
  signUpDisabled: 'Itt rendszergazda hozza létre az új fiókokat.',
} satisfies Words['errors']
