import { pluralIn } from '../plural.ts'
import type { Words } from '../words.ts'

const count = pluralIn('it')

export const errors = {
  incorrect: 'Nome utente o password non corretti.',
  locked: 'Troppi tentativi. Attendi un po’ e riprova, oppure reimposta la password.',
  lockedSeconds: (seconds) =>
    count(seconds, {
      one: 'Troppi tentativi. Riprova tra # secondo, oppure reimposta la password.',
      other: 'Troppi tentativi. Riprova tra # secondi, oppure reimposta la password.',
    }),
  lockedMinutes: (minutes) =>
    count(minutes, {
      one: 'Troppi tentativi. Riprova tra # minuto, oppure reimposta la password.',
      other: 'Troppi tentativi. Riprova tra # minuti, oppure reimposta la password.',
    }),
  lockedForGood: 'Troppi tentativi. Reimposta la password per accedere di nuovo.',
  disabled: 'Questo account è disattivato. Chiedi al tuo amministratore di attivarlo.',
  resetRequired: 'Devi reimpostare la password prima di poter accedere.',
  temporaryPasswordExpired: 'La tua password temporanea è scaduta. Chiedine una nuova al tuo amministratore.',
  busy: 'In questo momento ci sono troppe richieste. Riprova tra poco.',
  codeMismatch: 'Il codice non è corretto. Controllalo e riprova.',
  codeExpired: 'Il codice è scaduto o è già stato usato. Richiedine uno nuovo.',
  codeReused: 'Il codice è già stato usato. Attendi che la tua app mostri il successivo.',
  deviceUnknown: 'Nessun dispositivo attende con questo codice. Controllalo o chiedine uno nuovo sul dispositivo.',
  tooManyAttempts: 'Troppi tentativi. Attendi un po’ e riprova.',
  sessionEnded: 'Questo passaggio è terminato o è rimasto aperto troppo a lungo. Accedi per continuare.',
  usernameExists: 'Esiste già un account con questo nome. Scegli un altro nome o accedi.',
  addressTaken: 'Questo indirizzo appartiene a un altro account.',
  alreadyConfirmed: 'Questo account è già confermato. Puoi accedere.',
  usernameForm: 'Scegli un nome utente di massimo 128 caratteri, senza spazi.',
  passwordForm: 'Scegli una password di massimo 256 caratteri che non inizi né finisca con uno spazio.',
  valueTooLong: 'È troppo lungo.',
  usernameLikeEmail: 'Scegli un nome utente che non sia un indirizzo email.',
  usernameLikePhone: 'Scegli un nome utente che non sia un numero di telefono.',
  emailFormat: 'Inserisci un indirizzo email come nome@example.com.',
  phoneFormat: 'Inserisci un numero di telefono con il prefisso internazionale, come +393123456789.',
  passwordTooShort: 'La password è troppo corta.',
  passwordWithoutUppercase: 'Aggiungi una lettera maiuscola alla password.',
  passwordWithoutLowercase: 'Aggiungi una lettera minuscola alla password.',
  passwordWithoutNumber: 'Aggiungi un numero alla password.',
  passwordWithoutSymbol: 'Aggiungi un carattere speciale o uno spazio alla password.',
  blocked: 'Per motivi di sicurezza non è stato possibile farti accedere. Rivolgiti a chi gestisce questa app.',
  passwordTooCommon: 'Anche altre persone usano questa password, quindi è facile da indovinare. Scegline un’altra.',
  passwordWithName: 'La password non deve contenere il tuo nome né quello di questa app.',
  passwordReused: 'Hai già usato questa password in passato. Scegline un’altra.',
  userUnknown: 'Non esiste alcun account con questo nome.',
  noRecovery:
    'Questo account non ha un indirizzo confermato a cui inviare un codice. Chiedi aiuto al tuo amministratore.',
  passkeyUnknown: 'Questa passkey non è riconosciuta. Forse è stata rimossa dall’account. Accedi in un altro modo.',
  passkeyLimit: 'Questo account ha già il numero massimo di passkey. Rimuovine prima una.',
  passkeyNotMade:
    'Non è stato possibile aggiungere questa passkey. Riprova o usa un altro dispositivo o un token di sicurezza.',
  organisationUnknown: 'Nessuna organizzazione accede qui con questo indirizzo. Controllalo o accedi in un altro modo.',
  passkeyRefused: 'Questa passkey non è stata accettata. Riprova o accedi in un altro modo.',
  unsupported: 'Questo metodo di accesso non è disponibile.',
  noMfaMethod:
    'Per accedere serve un secondo passaggio, ma non è possibile configurarne nessuno. Rivolgiti al tuo amministratore.',
  enterUsername: 'Inserisci il nome utente.',
  enterUsernameOrEmail: 'Inserisci il nome utente o l’indirizzo email.',
  enterEmail: 'Inserisci l’indirizzo email.',
  enterPhoneNumber: 'Inserisci il numero di telefono.',
  enterEmailOrPhone: 'Inserisci l’indirizzo email o il numero di telefono.',
  enterPassword: 'Inserisci la password.',
  enterCode: 'Inserisci il codice.',
  required: (label) => `Compila il campo «${label}».`,
  outOfDate:
    'Questa pagina non era aggiornata. Riprova. Se vedi di nuovo questo messaggio, consenti i cookie per questo sito.',
  unknown: 'L’operazione non è riuscita. Riprova.',
  badClient: 'L’applicazione da cui provieni non è riconosciuta. Torna indietro e riprova.',
  badRedirect: 'L’applicazione da cui provieni ha indicato un indirizzo di ritorno non registrato.',
  badRequest: 'L’applicazione da cui provieni ha inviato una richiesta incompleta.',
  returnUnknown:
    'Questo accesso è terminato, è rimasto aperto troppo a lungo o è iniziato in un altro browser. Torna all’app e accedi di nuovo.',
  providerStart:
    'La tua organizzazione ti ha inviato qui in un modo che questa app non accetta. Apri direttamente l’app e accedi da lì.',
  providerAnswer: 'La risposta della tua organizzazione non è leggibile. Torna all’app e accedi di nuovo.',
  badLink: 'Questo link non è completo. Copialo per intero dal messaggio o richiedine uno nuovo.',
  fault: 'L’errore è nostro. Riprova tra poco, oppure chiedi aiuto indicando l’ID qui sotto.',
  signUpDisabled: 'Qui i nuovi account vengono creati da un amministratore.',
} satisfies Words['errors']
