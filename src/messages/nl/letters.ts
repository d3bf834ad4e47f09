import type { Words } from '../words.ts'

export const letters = {
  confirmation: { subject: 'Uw verificatiecode', body: 'Uw bevestigingscode is {####}' },
  verification: { subject: 'Uw verificatiecode', body: 'Uw verificatiecode is {####}' },
  authentication: { subject: 'Uw inlogcode', body: 'Uw inlogcode is {####}.' },
  linkConfirmation: {
    subject: 'Uw verificatielink',
    body: 'Klik op de link hieronder om uw e-mailadres te bevestigen. {##E-mailadres bevestigen##}',
  },
  invitation: {
    subject: 'Uw tijdelijke wachtwoord',
    body: 'Uw gebruikersnaam is {username} en uw tijdelijke wachtwoord is {####}.',
  },
  welcome: {
    subject: 'Uw account',
    body: 'Uw account is verhuisd. Uw gebruikersnaam is {username} en uw wachtwoord is hetzelfde gebleven.',
  },
  existingAccount: {
    subject: 'U hebt al een account',
    body: 'Iemand wilde met dit adres een account maken, maar er is er al een. Was u dit, log dan in of stel uw wachtwoord opnieuw in als u het bent vergeten. Was u het niet, dan hoeft u niets te doen.',
  },
  risk: {
    subject: 'Nieuwe inlogpoging',
    blocked: 'We hebben een poging om op uw account in te loggen tegengehouden.',
    asked: 'We hebben bij het inloggen op uw account om een tweede factor gevraagd.',
    passed: 'Iemand heeft op een ongebruikelijke manier op uw account ingelogd.',
    time: 'Tijd: {login-time}',
    device: 'Apparaat: {device-name}',
    address: 'IP-adres: {ip-address}',
    valid: 'Was u dit: {one-click-link-valid}',
    invalid: 'Was u dit niet: {one-click-link-invalid}',
    itWasMe: 'Ik was het',
    itWasNotMe: 'Ik was het niet',
  },
} satisfies Words['letters']
