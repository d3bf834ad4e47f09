import type { Words } from '../words.ts'

export const mail = {
  notices: {
    password: {
      subject: 'Ditt lösenord har ändrats',
      body: 'Lösenordet till ditt konto har ändrats.',
      advice: 'Om det inte var du, återställ det genast.',
    },
    email: {
      subject: 'Din e-postadress har ändrats',
      body: 'E-postadressen till ditt konto har ändrats.',
      advice: 'Om det inte var du, byt lösenord genast.',
    },
    phone_number: {
      subject: 'Ditt telefonnummer har ändrats',
      body: 'Telefonnumret till ditt konto har ändrats.',
      advice: 'Om det inte var du, byt lösenord genast.',
    },
    'passkey-added': {
      subject: 'En lösennyckel har lagts till',
      body: 'En lösennyckel har lagts till i ditt konto.',
      advice: 'Om det inte var du, ta bort den och byt lösenord genast.',
    },
    'passkey-removed': {
      subject: 'En lösennyckel har tagits bort',
      body: 'En lösennyckel har tagits bort från ditt konto.',
      advice: 'Om det inte var du, byt lösenord genast.',
    },
    'second-factor': {
      subject: 'Ditt andra steg har ändrats',
      body: 'Det som vi frågar efter efter ditt lösenord har ändrats.',
      advice: 'Om det inte var du, byt lösenord genast.',
    },
    'recovery-codes': {
      subject: 'Nya återställningskoder har skapats',
      body: 'Nya återställningskoder har skapats för ditt konto. Äldre fungerar inte längre.',
      advice: 'Om det inte var du, byt lösenord genast.',
    },
    'recovery-code-used': {
      subject: 'En återställningskod har använts',
      body: 'Någon loggade in på ditt konto med en återställningskod.',
      advice: 'Om det inte var du, byt lösenord genast.',
    },
    'new-device': {
      subject: 'En ny inloggning på ditt konto',
      body: 'Någon loggade in på ditt konto med en enhet eller webbläsare som vi inte har sett där förut.',
      advice: 'Om det inte var du, byt lösenord genast.',
    },
  },
  notMe: 'Om det inte var du, säkra ditt konto här (gäller i 3 dagar)',
  notMeUndo: 'Om det inte var du, ångra det och säkra ditt konto här (gäller i 3 dagar)',
  deleted: 'Ditt konto och allt i det är borttaget.',
} satisfies Words['mail']
