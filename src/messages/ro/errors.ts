import { pluralIn } from '../plural.ts'
import type { Words } from '../words.ts'

const count = pluralIn('ro')

export const errors = {
  incorrect: 'Nume de utilizator sau parolă incorecte.',
  locked: 'Prea multe încercări. Așteptați puțin, apoi încercați din nou sau resetați-vă parola.',
  lockedSeconds: (seconds) =>
    count(seconds, {
      one: 'Prea multe încercări. Încercați din nou peste # secundă sau resetați-vă parola.',
      few: 'Prea multe încercări. Încercați din nou peste # secunde sau resetați-vă parola.',
      other: 'Prea multe încercări. Încercați din nou peste # de secunde sau resetați-vă parola.',
    }),
  lockedMinutes: (minutes) =>
    count(minutes, {
      one: 'Prea multe încercări. Încercați din nou peste # minut sau resetați-vă parola.',
      few: 'Prea multe încercări. Încercați din nou peste # minute sau resetați-vă parola.',
      other: 'Prea multe încercări. Încercați din nou peste # de minute sau resetați-vă parola.',
    }),
  lockedForGood: 'Prea multe încercări. Resetați-vă parola pentru a vă conecta din nou.',
  disabled: 'Acest cont este dezactivat. Cereți administratorului să îl activeze.',
  resetRequired: 'Parola trebuie resetată înainte să vă puteți conecta.',
  temporaryPasswordExpired: 'Parola temporară a expirat. Cereți administratorului una nouă.',
  busy: 'Avem prea multe solicitări acum. Încercați din nou peste câteva momente.',
  codeMismatch: 'Codul nu este corect. Verificați-l și încercați din nou.',
  codeExpired: 'Codul a expirat sau a fost deja folosit. Cereți unul nou.',
  codeReused: 'Codul a fost deja folosit. Așteptați următorul cod din aplicație.',
  deviceUnknown: 'Niciun dispozitiv nu așteaptă cu acest cod. Verificați-l sau cereți unul nou pe dispozitiv.',
  tooManyAttempts: 'Prea multe încercări. Așteptați puțin, apoi încercați din nou.',
  sessionEnded: 'Acest pas s-a încheiat sau a rămas deschis prea mult timp. Conectați-vă pentru a continua.',
  usernameExists: 'Există deja un cont cu acest nume. Alegeți alt nume sau conectați-vă.',
  addressTaken: 'Această adresă aparține altui cont.',
  alreadyConfirmed: 'Acest cont este deja confirmat. Vă puteți conecta.',
  usernameForm: 'Alegeți un nume de utilizator de cel mult 128 de caractere, fără spații.',
  passwordForm: 'Alegeți o parolă de cel mult 256 de caractere, care să nu înceapă și să nu se termine cu un spațiu.',
  valueTooLong: 'Textul este prea lung.',
  usernameLikeEmail: 'Alegeți un nume de utilizator care să nu fie o adresă de e-mail.',
  usernameLikePhone: 'Alegeți un nume de utilizator care să nu fie un număr de telefon.',
  emailFormat: 'Introduceți o adresă de e-mail de forma nume@example.com.',
  phoneFormat: 'Introduceți un număr de telefon cu prefixul țării, de forma +40712345678.',
  passwordTooShort: 'Parola este prea scurtă.',
  passwordWithoutUppercase: 'Adăugați o literă mare în parolă.',
  passwordWithoutLowercase: 'Adăugați o literă mică în parolă.',
  passwordWithoutNumber: 'Adăugați o cifră în parolă.',
  passwordWithoutSymbol: 'Adăugați un caracter special sau un spațiu în parolă.',
  blocked: 'Din motive de securitate, nu v-am putut conecta. Adresați-vă administratorului acestei aplicații.',
  passwordTooCommon: 'Și alții folosesc această parolă, deci este ușor de ghicit. Alegeți alta.',
  passwordWithName: 'Parola nu poate conține numele dvs. sau numele acestei aplicații.',
  passwordReused: 'Ați mai folosit această parolă. Alegeți alta.',
  userUnknown: 'Nu există niciun cont cu acest nume.',
  noRecovery:
    'Acest cont nu are nicio adresă confirmată la care să trimitem un cod. Cereți ajutorul administratorului.',
  passkeyUnknown: 'Nu recunoaștem această cheie de acces. Poate că a fost eliminată din cont. Conectați-vă altfel.',
  passkeyLimit: 'Acest cont are numărul maxim de chei de acces. Eliminați mai întâi una.',
  passkeyNotMade:
    'Cheia de acces nu a putut fi adăugată. Încercați din nou sau folosiți alt dispozitiv ori o cheie de securitate.',
  organisationUnknown: 'Nicio organizație nu folosește această adresă aici. Verificați-o sau conectați-vă altfel.',
  passkeyRefused: 'Cheia de acces nu a fost acceptată. Încercați din nou sau conectați-vă altfel.',
  unsupported: 'Această metodă de conectare nu este disponibilă.',
  noMfaMethod:
    'Pentru conectare este necesar un al doilea pas, dar nu se poate configura niciunul. Adresați-vă administratorului.',
  enterUsername: 'Introduceți numele de utilizator.',
  enterUsernameOrEmail: 'Introduceți numele de utilizator sau adresa de e-mail.',
  enterEmail: 'Introduceți adresa de e-mail.',
  enterPhoneNumber: 'Introduceți numărul de telefon.',
  enterEmailOrPhone: 'Introduceți adresa de e-mail sau numărul de telefon.',
  enterPassword: 'Introduceți parola.',
  enterCode: 'Introduceți codul.',
  required: (label) => `Completați câmpul „${label}”.`,
  outOfDate:
    'Această pagină nu mai era actuală. Încercați din nou. Dacă mesajul apare iar, permiteți cookie-urile pentru acest site.',
  unknown: 'Nu a funcționat. Încercați din nou.',
  badClient: 'Aplicația care v-a trimis aici nu este cunoscută. Reveniți la ea și încercați din nou.',
  badRedirect: 'Aplicația care v-a trimis aici a indicat o adresă de revenire care nu este înregistrată.',
  badRequest: 'Aplicația care v-a trimis aici a făcut o solicitare incompletă.',
  returnUnknown:
    'Conectarea s-a încheiat, a rămas deschisă prea mult timp sau a început în alt browser. Reveniți la aplicație și conectați-vă din nou.',
  providerStart:
    'Organizația dvs. v-a trimis aici într-un mod pe care această aplicație nu îl acceptă. Deschideți aplicația și conectați-vă de acolo.',
  providerAnswer: 'Răspunsul organizației dvs. nu poate fi citit. Reveniți la aplicație și conectați-vă din nou.',
  badLink: 'Acest link nu este complet. Copiați-l în întregime din mesaj sau cereți unul nou.',
  fault: 'Eroarea ne aparține. Încercați din nou peste câteva momente sau cereți ajutor, indicând ID-ul de mai jos.',
  signUpDisabled: 'Aici, conturile noi sunt create de un administrator.',
} satisfies Words['errors']
