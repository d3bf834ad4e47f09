import type { Words } from '../words.ts'

export const letters = {
  confirmation: { subject: 'Din verifieringskod', body: 'Din bekräftelsekod är {####}' },
  verification: { subject: 'Din verifieringskod', body: 'Din verifieringskod är {####}' },
  authentication: { subject: 'Din inloggningskod', body: 'Din inloggningskod är {####}.' },
  linkConfirmation: {
    subject: 'Din verifieringslänk',
    body: 'Klicka på länken nedan för att bekräfta din e-postadress. {##Bekräfta e-postadressen##}',
  },
  invitation: {
    subject: 'Ditt tillfälliga lösenord',
    body: 'Ditt användarnamn är {username} och ditt tillfälliga lösenord är {####}.',
  },
  welcome: {
    subject: 'Ditt konto',
    body: 'Ditt konto har flyttat. Ditt användarnamn är {username} och ditt lösenord är detsamma som förut.',
  },
  existingAccount: {
    subject: 'Du har redan ett konto',
    body: 'Någon ville skapa ett konto med den här adressen, som redan har ett. Om det var du, logga in, eller återställ ditt lösenord om du har glömt det. Om det inte var du behöver du inte göra något.',
  },
  risk: {
    subject: 'Nytt inloggningsförsök',
    blocked: 'Vi stoppade ett försök att logga in på ditt konto.',
    asked: 'Vi bad om en andra faktor vid en inloggning på ditt konto.',
    passed: 'Någon loggade in på ditt konto på ett ovanligt sätt.',
    time: 'Tid: {login-time}',
    device: 'Enhet: {device-name}',
    address: 'IP-adress: {ip-address}',
    valid: 'Om det var du: {one-click-link-valid}',
    invalid: 'Om det inte var du: {one-click-link-invalid}',
    itWasMe: 'Det var jag',
    itWasNotMe: 'Det var inte jag',
  },
} satisfies Words['letters']
