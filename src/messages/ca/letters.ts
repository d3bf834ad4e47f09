import type { Words } from '../words.ts'

export const letters = {
  confirmation: { subject: 'El teu codi de confirmació', body: 'El teu codi de confirmació és {####}' },
  verification: { subject: 'El teu codi de verificació', body: 'El teu codi de verificació és {####}' },
  authentication: { subject: 'El teu codi d’inici de sessió', body: 'El teu codi d’inici de sessió és {####}.' },
  linkConfirmation: {
    subject: 'El teu enllaç de verificació',
    body: 'Fes clic a l’enllaç següent per verificar la teva adreça electrònica. {##Verifica l’adreça electrònica##}',
  },
  invitation: {
    subject: 'La teva contrasenya temporal',
    body: 'El teu nom d’usuari és {username} i la contrasenya temporal és {####}.',
  },
  welcome: {
    subject: 'El teu compte',
    body: 'El teu compte s’ha traslladat. El teu nom d’usuari és {username} i la contrasenya és la que ja tens.',
  },
  existingAccount: {
    subject: 'Ja tens un compte',
    body: 'Algú ha demanat un compte amb aquesta adreça, que ja en té un. Si eres tu, inicia la sessió o restableix la contrasenya si l’has oblidada. Si no, no cal que facis res.',
  },
  risk: {
    subject: 'Nou intent d’inici de sessió',
    blocked: 'Hem aturat un intent d’iniciar la sessió al teu compte.',
    asked: 'Hem demanat un segon factor en un inici de sessió al teu compte.',
    passed: 'Algú ha iniciat la sessió al teu compte d’una manera inusual.',
    time: 'Hora: {login-time}',
    device: 'Dispositiu: {device-name}',
    address: 'Adreça IP: {ip-address}',
    valid: 'Si eres tu: {one-click-link-valid}',
    invalid: 'Si no: {one-click-link-invalid}',
    itWasMe: 'Era jo',
    itWasNotMe: 'No era jo',
  },
} satisfies Words['letters']
