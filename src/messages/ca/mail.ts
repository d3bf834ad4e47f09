import type { Words } from '../words.ts'

const changePassword = 'Si no has estat tu, canvia la contrasenya de seguida.'

export const mail = {
  notices: {
    password: {
      subject: 'S’ha canviat la teva contrasenya',
      body: 'S’ha canviat la contrasenya del teu compte.',
      advice: 'Si no has estat tu, restableix-la de seguida.',
    },
    email: {
      subject: 'S’ha canviat la teva adreça electrònica',
      body: 'S’ha canviat l’adreça electrònica del teu compte.',
      advice: changePassword,
    },
    phone_number: {
      subject: 'S’ha canviat el teu número de telèfon',
      body: 'S’ha canviat el número de telèfon del teu compte.',
      advice: changePassword,
    },
    'passkey-added': {
      subject: 'S’ha afegit una clau d’accés',
      body: 'S’ha afegit una clau d’accés al teu compte.',
      advice: 'Si no has estat tu, suprimeix-la i canvia la contrasenya de seguida.',
    },
    'passkey-removed': {
      subject: 'S’ha suprimit una clau d’accés',
      body: 'S’ha suprimit una clau d’accés del teu compte.',
      advice: changePassword,
    },
    'second-factor': {
      subject: 'S’ha canviat el teu segon pas',
      body: 'S’ha canviat allò que et demanem després de la contrasenya.',
      advice: changePassword,
    },
    'recovery-codes': {
      subject: 'S’han creat codis de recuperació nous',
      body: 'S’han creat codis de recuperació nous per al teu compte. Els anteriors ja no són vàlids.',
      advice: changePassword,
    },
    'recovery-code-used': {
      subject: 'S’ha utilitzat un codi de recuperació',
      body: 'Algú ha iniciat la sessió al teu compte amb un codi de recuperació.',
      advice: changePassword,
    },
    'new-device': {
      subject: 'Nou inici de sessió al teu compte',
      body: 'Algú ha iniciat la sessió al teu compte des d’un dispositiu o navegador que no hi havíem vist mai.',
      advice: changePassword,
    },
  },
  notMe: 'Si no has estat tu, protegeix el teu compte aquí (vàlid durant 3 dies)',
  notMeUndo: 'Si no has estat tu, desfés-ho i protegeix el teu compte aquí (vàlid durant 3 dies)',
  deleted: 'S’han suprimit el teu compte i tot el que contenia.',
} satisfies Words['mail']
