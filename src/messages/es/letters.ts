import type { Words } from '../words.ts'

export const letters = {
  confirmation: { subject: 'Tu código de verificación', body: 'Tu código de confirmación es {####}' },
  verification: { subject: 'Tu código de verificación', body: 'Tu código de verificación es {####}' },
  authentication: { subject: 'Tu código de acceso', body: 'Tu código de acceso es {####}.' },
  linkConfirmation: {
    subject: 'Tu enlace de verificación',
    body: 'Haz clic en el enlace siguiente para verificar tu correo electrónico. {##Verificar correo electrónico##}',
  },
  invitation: {
    subject: 'Tu contraseña temporal',
    body: 'Tu nombre de usuario es {username} y tu contraseña temporal es {####}.',
  },
  welcome: {
    subject: 'Tu cuenta',
    body: 'Tu cuenta se ha trasladado. Tu nombre de usuario es {username} y tu contraseña es la misma de siempre.',
  },
  existingAccount: {
    subject: 'Ya tienes una cuenta',
    body: 'Alguien ha pedido una cuenta con esta dirección, que ya tiene una. Si has sido tú, inicia sesión o restablece tu contraseña si la has olvidado. Si no, no tienes que hacer nada.',
  },
  risk: {
    subject: 'Nuevo intento de inicio de sesión',
    blocked: 'Hemos impedido un intento de iniciar sesión en tu cuenta.',
    asked: 'Hemos pedido un segundo factor en un inicio de sesión en tu cuenta.',
    passed: 'Alguien ha iniciado sesión en tu cuenta de una forma inusual.',
    time: 'Hora: {login-time}',
    device: 'Dispositivo: {device-name}',
    address: 'Dirección IP: {ip-address}',
    valid: 'Si has sido tú: {one-click-link-valid}',
    invalid: 'Si no: {one-click-link-invalid}',
    itWasMe: 'He sido yo',
    itWasNotMe: 'No he sido yo',
  },
} satisfies Words['letters']
