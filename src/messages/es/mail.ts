import type { Words } from '../words.ts'

const notices = {
  password: {
    subject: 'Tu contraseña ha cambiado',
    body: 'Se ha cambiado la contraseña de tu cuenta.',
    advice: 'Si no has sido tú, restablécela ahora mismo.',
  },
  email: {
    subject: 'Tu correo electrónico ha cambiado',
    body: 'Se ha cambiado el correo electrónico de tu cuenta.',
    advice: 'Si no has sido tú, cambia tu contraseña ahora mismo.',
  },
  phone_number: {
    subject: 'Tu número de teléfono ha cambiado',
    body: 'Se ha cambiado el número de teléfono de tu cuenta.',
    advice: 'Si no has sido tú, cambia tu contraseña ahora mismo.',
  },
  'passkey-added': {
    subject: 'Se ha añadido una llave de acceso',
    body: 'Se ha añadido una llave de acceso a tu cuenta.',
    advice: 'Si no has sido tú, elimínala y cambia tu contraseña ahora mismo.',
  },
  'passkey-removed': {
    subject: 'Se ha quitado una llave de acceso',
    body: 'Se ha quitado una llave de acceso de tu cuenta.',
    advice: 'Si no has sido tú, cambia tu contraseña ahora mismo.',
  },
  'second-factor': {
    subject: 'Tu segundo paso ha cambiado',
    body: 'Ha cambiado lo que te pedimos después de la contraseña.',
    advice: 'Si no has sido tú, cambia tu contraseña ahora mismo.',
  },
  'recovery-codes': {
    subject: 'Se han creado códigos de recuperación nuevos',
    body: 'Se han creado códigos de recuperación nuevos para tu cuenta. Los anteriores ya no sirven.',
    advice: 'Si no has sido tú, cambia tu contraseña ahora mismo.',
  },
  'recovery-code-used': {
    subject: 'Se ha usado un código de recuperación',
    body: 'Alguien ha iniciado sesión en tu cuenta con un código de recuperación.',
    advice: 'Si no has sido tú, cambia tu contraseña ahora mismo.',
  },
  'new-device': {
    subject: 'Nuevo inicio de sesión en tu cuenta',
    body: 'Alguien ha iniciado sesión en tu cuenta en un dispositivo o navegador que no habíamos visto antes.',
    advice: 'Si no has sido tú, cambia tu contraseña ahora mismo.',
  },
}

export const mail = {
  notices,
  notMe: 'Si no has sido tú, protege tu cuenta aquí (válido durante 3 días)',
  notMeUndo: 'Si no has sido tú, deshaz el cambio y protege tu cuenta aquí (válido durante 3 días)',
  deleted: 'Tu cuenta y todo lo que contenía se han eliminado.',
} satisfies Words['mail']
