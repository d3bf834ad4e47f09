import type { Words } from '../words.ts'

export const letters = {
  confirmation: { subject: 'Váš ověřovací kód', body: 'Váš potvrzovací kód je {####}' },
  verification: { subject: 'Váš ověřovací kód', body: 'Váš ověřovací kód je {####}' },
  authentication: { subject: 'Váš přihlašovací kód', body: 'Váš přihlašovací kód je {####}.' },
  linkConfirmation: {
    subject: 'Váš ověřovací odkaz',
    body: 'Kliknutím na odkaz níže potvrďte svou e-mailovou adresu. {##Potvrdit e-mail##}',
  },
  invitation: {
    subject: 'Vaše dočasné heslo',
    body: 'Vaše uživatelské jméno je {username} a dočasné heslo je {####}.',
  },
  welcome: {
    subject: 'Váš účet',
    body: 'Váš účet se přestěhoval. Vaše uživatelské jméno je {username} a heslo zůstává stejné.',
  },
  existingAccount: {
    subject: 'Už máte účet',
    body: 'Někdo chtěl vytvořit účet s touto adresou, která už účet má. Pokud jste to byli vy, přihlaste se, nebo si obnovte heslo, pokud jste ho zapomněli. Pokud jste to nebyli vy, nemusíte nic dělat.',
  },
  risk: {
    subject: 'Nový pokus o přihlášení',
    blocked: 'Zastavili jsme pokus o přihlášení k vašemu účtu.',
    asked: 'Při přihlášení k vašemu účtu jsme požádali o druhý faktor.',
    passed: 'Někdo se k vašemu účtu přihlásil neobvyklým způsobem.',
    time: 'Čas: {login-time}',
    device: 'Zařízení: {device-name}',
    address: 'IP adresa: {ip-address}',
    valid: 'Pokud jste to byli vy: {one-click-link-valid}',
    invalid: 'Pokud ne: {one-click-link-invalid}',
    itWasMe: 'Ano, já',
    itWasNotMe: 'Ne, já ne',
  },
} satisfies Words['letters']
