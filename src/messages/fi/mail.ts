import type { Words } from '../words.ts'

export const mail = {
  notices: {
    password: {
      subject: 'Salasanasi vaihdettiin',
      body: 'Tilisi salasana vaihdettiin.',
      advice: 'Jos se et ollut sinä, vaihda se heti.',
    },
    email: {
      subject: 'Sähköpostiosoitteesi vaihdettiin',
      body: 'Tilisi sähköpostiosoite vaihdettiin.',
      advice: 'Jos se et ollut sinä, vaihda salasanasi heti.',
    },
    phone_number: {
      subject: 'Puhelinnumerosi vaihdettiin',
      body: 'Tilisi puhelinnumero vaihdettiin.',
      advice: 'Jos se et ollut sinä, vaihda salasanasi heti.',
    },
    'passkey-added': {
      subject: 'Pääsyavain lisättiin',
      body: 'Tilillesi lisättiin pääsyavain.',
      advice: 'Jos se et ollut sinä, poista se ja vaihda salasanasi heti.',
    },
    'passkey-removed': {
      subject: 'Pääsyavain poistettiin',
      body: 'Tililtäsi poistettiin pääsyavain.',
      advice: 'Jos se et ollut sinä, vaihda salasanasi heti.',
    },
    'second-factor': {
      subject: 'Toinen vaiheesi muuttui',
      body: 'Se, mitä pyydämme salasanasi jälkeen, muuttui.',
      advice: 'Jos se et ollut sinä, vaihda salasanasi heti.',
    },
    'recovery-codes': {
      subject: 'Uudet palautuskoodit luotiin',
      body: 'Tilillesi luotiin uudet palautuskoodit. Vanhemmat eivät enää toimi.',
      advice: 'Jos se et ollut sinä, vaihda salasanasi heti.',
    },
    'recovery-code-used': {
      subject: 'Palautuskoodia käytettiin',
      body: 'Joku kirjautui tilillesi palautuskoodilla.',
      advice: 'Jos se et ollut sinä, vaihda salasanasi heti.',
    },
    'new-device': {
      subject: 'Uusi kirjautuminen tilillesi',
      body: 'Joku kirjautui tilillesi laitteella tai selaimella, jota emme ole siellä ennen nähneet.',
      advice: 'Jos se et ollut sinä, vaihda salasanasi heti.',
    },
  },
  notMe: 'Jos se et ollut sinä, suojaa tilisi tästä (voimassa 3 päivää)',
  notMeUndo: 'Jos se et ollut sinä, kumoa se ja suojaa tilisi tästä (voimassa 3 päivää)',
  deleted: 'Tilisi ja kaikki siinä oleva on poistettu.',
} satisfies Words['mail']
