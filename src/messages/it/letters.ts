import type { Words } from '../words.ts'

export const letters = {
  confirmation: { subject: 'Il tuo codice di verifica', body: 'Il tuo codice di conferma è {####}' },
  verification: { subject: 'Il tuo codice di verifica', body: 'Il tuo codice di verifica è {####}' },
  authentication: { subject: 'Il tuo codice di accesso', body: 'Il tuo codice di accesso è {####}.' },
  linkConfirmation: {
    subject: 'Il tuo link di verifica',
    body: 'Fai clic sul link qui sotto per verificare il tuo indirizzo email. {##Verifica l’indirizzo email##}',
  },
  invitation: {
    subject: 'La tua password temporanea',
    body: 'Il tuo nome utente è {username} e la tua password temporanea è {####}.',
  },
  welcome: {
    subject: 'Il tuo account',
    body: 'Il tuo account è stato trasferito. Il tuo nome utente è {username} e la password è quella di sempre.',
  },
  existingAccount: {
    subject: 'Hai già un account',
    body: 'Qualcuno ha richiesto un account con questo indirizzo, che ne ha già uno. Se eri tu, accedi, oppure reimposta la password se l’hai dimenticata. Altrimenti non devi fare nulla.',
  },
  risk: {
    subject: 'Nuovo tentativo di accesso',
    blocked: 'Abbiamo bloccato un tentativo di accesso al tuo account.',
    asked: 'Abbiamo richiesto un secondo fattore durante un accesso al tuo account.',
    passed: 'Qualcuno ha effettuato l’accesso al tuo account in modo insolito.',
    time: 'Ora: {login-time}',
    device: 'Dispositivo: {device-name}',
    address: 'Indirizzo IP: {ip-address}',
    valid: 'Se eri tu: {one-click-link-valid}',
    invalid: 'Altrimenti: {one-click-link-invalid}',
    itWasMe: 'Ero io',
    itWasNotMe: 'Non ero io',
  },
} satisfies Words['letters']
