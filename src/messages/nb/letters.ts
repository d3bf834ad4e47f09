import type { Words } from '../words.ts'

export const letters = {
  confirmation: { subject: 'Bekreftelseskoden din', body: 'Bekreftelseskoden din er {####}' },
  verification: { subject: 'Bekreftelseskoden din', body: 'Bekreftelseskoden din er {####}' },
  authentication: { subject: 'Påloggingskoden din', body: 'Påloggingskoden din er {####}.' },
  linkConfirmation: {
    subject: 'Bekreftelseslenken din',
    body: 'Klikk på lenken nedenfor for å bekrefte e-postadressen din. {##Bekreft e-postadressen##}',
  },
  invitation: {
    subject: 'Det midlertidige passordet ditt',
    body: 'Brukernavnet ditt er {username}, og det midlertidige passordet er {####}.',
  },
  welcome: {
    subject: 'Kontoen din',
    body: 'Kontoen din er flyttet. Brukernavnet ditt er {username}, og passordet er det samme som før.',
  },
  existingAccount: {
    subject: 'Du har allerede en konto',
    body: 'Noen ville opprette en konto med denne adressen, som allerede har en. Hvis det var deg, logg på, eller tilbakestill passordet hvis du har glemt det. Hvis det ikke var deg, trenger du ikke å gjøre noe.',
  },
  risk: {
    subject: 'Nytt påloggingsforsøk',
    blocked: 'Vi stoppet et forsøk på å logge på kontoen din.',
    asked: 'Vi ba om en ekstra faktor ved en pålogging på kontoen din.',
    passed: 'Noen logget på kontoen din på en uvanlig måte.',
    time: 'Tid: {login-time}',
    device: 'Enhet: {device-name}',
    address: 'IP-adresse: {ip-address}',
    valid: 'Hvis det var deg: {one-click-link-valid}',
    invalid: 'Hvis det ikke var deg: {one-click-link-invalid}',
    itWasMe: 'Det var meg',
    itWasNotMe: 'Det var ikke meg',
  },
} satisfies Words['letters']
