import type { Words } from '../words.ts'

export const letters = {
  confirmation: { subject: 'Codul dvs. de confirmare', body: 'Codul dvs. de confirmare este {####}' },
  verification: { subject: 'Codul dvs. de verificare', body: 'Codul dvs. de verificare este {####}' },
  authentication: { subject: 'Codul dvs. de autentificare', body: 'Codul dvs. de autentificare este {####}.' },
  linkConfirmation: {
    subject: 'Linkul dvs. de verificare',
    body: 'Faceți clic pe linkul de mai jos pentru a confirma adresa de e-mail. {##Confirmați adresa de e-mail##}',
  },
  invitation: {
    subject: 'Parola dvs. temporară',
    body: 'Numele dvs. de utilizator este {username}, iar parola temporară este {####}.',
  },
  welcome: {
    subject: 'Contul dvs.',
    body: 'Contul dvs. a fost mutat. Numele de utilizator este {username}, iar parola rămâne cea pe care o aveți.',
  },
  existingAccount: {
    subject: 'Aveți deja un cont',
    body: 'Cineva a cerut un cont cu această adresă, care are deja unul. Dacă ați fost dvs., conectați-vă sau resetați parola dacă ați uitat-o. Dacă nu, nu trebuie să faceți nimic.',
  },
  risk: {
    subject: 'Nouă încercare de conectare',
    blocked: 'Am oprit o încercare de conectare la contul dvs.',
    asked: 'Am cerut un al doilea factor la o conectare la contul dvs.',
    passed: 'Cineva s-a conectat la contul dvs. într-un mod neobișnuit.',
    time: 'Ora: {login-time}',
    device: 'Dispozitiv: {device-name}',
    address: 'Adresă IP: {ip-address}',
    valid: 'Dacă ați fost dvs.: {one-click-link-valid}',
    invalid: 'Dacă nu: {one-click-link-invalid}',
    itWasMe: 'Am fost eu',
    itWasNotMe: 'Nu am fost eu',
  },
} satisfies Words['letters']
