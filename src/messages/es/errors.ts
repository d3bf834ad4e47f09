import { pluralIn } from '../plural.ts'
import type { Words } from '../words.ts'

const count = pluralIn('es')

export const errors = {
  incorrect: 'El nombre de usuario o la contraseña no son correctos.',
  locked: 'Demasiados intentos. Espera un poco y vuelve a intentarlo, o restablece tu contraseña.',
  lockedSeconds: (seconds) =>
    count(seconds, {
      one: 'Demasiados intentos. Vuelve a intentarlo dentro de # segundo o restablece tu contraseña.',
      other: 'Demasiados intentos. Vuelve a intentarlo dentro de # segundos o restablece tu contraseña.',
    }),
  lockedMinutes: (minutes) =>
    count(minutes, {
      one: 'Demasiados intentos. Vuelve a intentarlo dentro de # minuto o restablece tu contraseña.',
      other: 'Demasiados intentos. Vuelve a intentarlo dentro de # minutos o restablece tu contraseña.',
    }),
  lockedForGood: 'Demasiados intentos. Restablece tu contraseña para volver a iniciar sesión.',
  disabled: 'Esta cuenta está desactivada. Pide a tu administrador que la active.',
  resetRequired: 'Tienes que restablecer tu contraseña antes de iniciar sesión.',
  temporaryPasswordExpired: 'Tu contraseña temporal ha caducado. Pide una nueva a tu administrador.',
  busy: 'Ahora mismo tenemos mucha actividad. Vuelve a intentarlo dentro de un momento.',
  codeMismatch: 'Ese código no es correcto. Compruébalo y vuelve a intentarlo.',
  codeExpired: 'Ese código ha caducado o ya se ha usado. Pide uno nuevo.',
  codeReused: 'Ese código ya se ha usado. Espera a que tu aplicación muestre el siguiente.',
  deviceUnknown: 'Ningún dispositivo espera con este código. Compruébalo o pide uno nuevo en tu dispositivo.',
  tooManyAttempts: 'Demasiados intentos. Espera un poco y vuelve a intentarlo.',
  sessionEnded: 'Ese paso ha terminado o ha estado abierto demasiado tiempo. Inicia sesión para continuar.',
  usernameExists: 'Ya existe una cuenta con ese nombre. Elige otro nombre o inicia sesión.',
  addressTaken: 'Esta dirección pertenece a otra cuenta.',
  alreadyConfirmed: 'Esta cuenta ya está confirmada. Puedes iniciar sesión.',
  usernameForm: 'Elige un nombre de usuario de 128 caracteres como máximo y sin espacios.',
  passwordForm: 'Elige una contraseña de 256 caracteres como máximo que no empiece ni termine con un espacio.',
  valueTooLong: 'Es demasiado largo.',
  usernameLikeEmail: 'Elige un nombre de usuario que no sea una dirección de correo electrónico.',
  usernameLikePhone: 'Elige un nombre de usuario que no sea un número de teléfono.',
  emailFormat: 'Introduce una dirección de correo electrónico como nombre@example.com.',
  phoneFormat: 'Introduce un número de teléfono con el prefijo del país, como +34612345678.',
  passwordTooShort: 'Tu contraseña es demasiado corta.',
  passwordWithoutUppercase: 'Añade una letra mayúscula a tu contraseña.',
  passwordWithoutLowercase: 'Añade una letra minúscula a tu contraseña.',
  passwordWithoutNumber: 'Añade un número a tu contraseña.',
  passwordWithoutSymbol: 'Añade un carácter especial o un espacio a tu contraseña.',
  blocked: 'No hemos podido iniciar tu sesión por motivos de seguridad. Consulta a quien gestiona esta aplicación.',
  passwordTooCommon: 'Otras personas también usan esta contraseña, así que es fácil de adivinar. Elige otra.',
  passwordWithName: 'Tu contraseña no puede contener tu nombre ni el de esta aplicación.',
  passwordReused: 'Ya has usado esta contraseña antes. Elige otra.',
  userUnknown: 'No hay ninguna cuenta con ese nombre.',
  noRecovery:
    'Esta cuenta no tiene ninguna dirección confirmada a la que enviar un código. Pide ayuda a tu administrador.',
  passkeyUnknown: 'No conocemos esa llave de acceso. Quizá se haya quitado de la cuenta. Inicia sesión de otra forma.',
  passkeyLimit: 'Esta cuenta ya tiene todas las llaves de acceso que puede tener. Quita una primero.',
  passkeyNotMade:
    'No se ha podido añadir esa llave de acceso. Vuelve a intentarlo o usa otro dispositivo o una llave de seguridad.',
  organisationUnknown:
    'Ninguna organización inicia sesión aquí con esa dirección. Compruébala o inicia sesión de otra forma.',
  passkeyRefused: 'Esa llave de acceso no se ha aceptado. Vuelve a intentarlo o inicia sesión de otra forma.',
  unsupported: 'Esta forma de iniciar sesión no está disponible.',
  noMfaMethod:
    'Necesitas un segundo paso para iniciar sesión y no se puede configurar ninguno. Consulta a tu administrador.',
  enterUsername: 'Introduce tu nombre de usuario.',
  enterUsernameOrEmail: 'Introduce tu nombre de usuario o tu correo electrónico.',
  enterEmail: 'Introduce tu correo electrónico.',
  enterPhoneNumber: 'Introduce tu número de teléfono.',
  enterEmailOrPhone: 'Introduce tu correo electrónico o tu número de teléfono.',
  enterPassword: 'Introduce tu contraseña.',
  enterCode: 'Introduce el código.',
  required: (label) => `Rellena el campo «${label}».`,
  outOfDate:
    'Esta página no estaba actualizada. Vuelve a intentarlo. Si ves este mensaje otra vez, permite las cookies de este sitio.',
  unknown: 'No ha funcionado. Vuelve a intentarlo.',
  badClient: 'No conocemos la aplicación que te ha enviado aquí. Vuelve a ella e inténtalo de nuevo.',
  badRedirect: 'La aplicación que te ha enviado aquí ha indicado una dirección de retorno que no está registrada.',
  badRequest: 'La aplicación que te ha enviado aquí ha hecho una solicitud incompleta.',
  returnUnknown:
    'Ese inicio de sesión ha terminado, ha estado abierto demasiado tiempo o empezó en otro navegador. Vuelve a la aplicación e inicia sesión de nuevo.',
  providerStart:
    'Tu organización te ha enviado aquí de una forma que esta aplicación no acepta. Abre la propia aplicación e inicia sesión desde ella.',
  providerAnswer:
    'No se puede leer lo que ha enviado tu organización. Vuelve a la aplicación e inicia sesión de nuevo.',
  badLink: 'Este enlace no está completo. Cópialo entero del mensaje o pide uno nuevo.',
  fault: 'El fallo es nuestro. Vuelve a intentarlo dentro de un momento, o pide ayuda e indica el id. de abajo.',
  signUpDisabled: 'Aquí las cuentas nuevas las crea un administrador.',
} satisfies Words['errors']
