import type { Words } from '../words.ts'

export const letters = {
  confirmation: { subject: 'Din bekræftelseskode', body: 'Din bekræftelseskode er {####}' },
  verification: { subject: 'Din bekræftelseskode', body: 'Din bekræftelseskode er {####}' },
  authentication: { subject: 'Din loginkode', body: 'Din loginkode er {####}.' },
  linkConfirmation: {
    subject: 'Dit bekræftelseslink',
    body: 'Klik på linket nedenfor for at bekræfte din e-mailadresse. {##Bekræft e-mailadressen##}',
  },
  invitation: {
    subject: 'Din midlertidige adgangskode',
    body: 'Dit brugernavn er {username}, og din midlertidige adgangskode er {####}.',
  },
  welcome: {
    subject: 'Din konto',
    body: 'Din konto er flyttet. Dit brugernavn er {username}, og din adgangskode er den samme som før.',
  },
  existingAccount: {
    subject: 'Du har allerede en konto',
    body: 'Nogen ville oprette en konto med denne adresse, som allerede har en. Hvis det var dig, så log ind, eller nulstil din adgangskode, hvis du har glemt den. Hvis det ikke var dig, skal du ikke gøre noget.',
  },
  risk: {
    subject: 'Nyt loginforsøg',
    blocked: 'Vi stoppede et forsøg på at logge ind på din konto.',
    asked: 'Vi bad om en ekstra faktor ved et login på din konto.',
    passed: 'Nogen loggede ind på din konto på en usædvanlig måde.',
    time: 'Tid: {login-time}',
    device: 'Enhed: {device-name}',
    address: 'IP-adresse: {ip-address}',
    valid: 'Hvis det var dig: {one-click-link-valid}',
    invalid: 'Hvis det ikke var dig: {one-click-link-invalid}',
    itWasMe: 'Det var mig',
    itWasNotMe: 'Det var ikke mig',
  },
} satisfies Words['letters']
