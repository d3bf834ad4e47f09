import { pluralIn } from '../plural.ts'
import type { Words } from '../words.ts'

const count = pluralIn('ca')

export const errors = {
  incorrect: 'El nom d’usuari o la contrasenya no són correctes.',
  locked: 'Massa intents. Espera una estona i torna-ho a provar, o restableix la contrasenya.',
  lockedSeconds: (seconds) =>
    count(seconds, {
      one: 'Massa intents. Torna-ho a provar d’aquí a # segon o restableix la contrasenya.',
      other: 'Massa intents. Torna-ho a provar d’aquí a # segons o restableix la contrasenya.',
    }),
  lockedMinutes: (minutes) =>
    count(minutes, {
      one: 'Massa intents. Torna-ho a provar d’aquí a # minut o restableix la contrasenya.',
      other: 'Massa intents. Torna-ho a provar d’aquí a # minuts o restableix la contrasenya.',
    }),
  lockedForGood: 'Massa intents. Restableix la contrasenya per tornar a iniciar la sessió.',
  disabled: 'Aquest compte està desactivat. Demana a l’administrador que l’activi.',
  resetRequired: 'Has de restablir la contrasenya abans de poder iniciar la sessió.',
  temporaryPasswordExpired: 'La contrasenya temporal ha caducat. Demana’n una de nova a l’administrador.',
  busy: 'Ara mateix tenim molta feina. Torna-ho a provar d’aquí a un moment.',
  codeMismatch: 'Aquest codi no és correcte. Comprova’l i torna-ho a provar.',
  codeExpired: 'Aquest codi ha caducat o ja s’ha utilitzat. Demana’n un de nou.',
  codeReused: 'Aquest codi ja s’ha utilitzat. Espera el següent a l’aplicació.',
  deviceUnknown: 'Cap dispositiu no espera amb aquest codi. Comprova’l o demana’n un de nou al dispositiu.',
  tooManyAttempts: 'Massa intents. Espera una estona i torna-ho a provar.',
  sessionEnded: 'Aquest pas s’ha acabat o ha estat obert massa temps. Inicia la sessió per continuar.',
  usernameExists: 'Ja hi ha un compte amb aquest nom. Tria un altre nom o inicia la sessió.',
  addressTaken: 'Aquesta adreça pertany a un altre compte.',
  alreadyConfirmed: 'Aquest compte ja està confirmat. Pots iniciar la sessió.',
  usernameForm: 'Tria un nom d’usuari de 128 caràcters com a màxim, sense espais.',
  passwordForm: 'Tria una contrasenya de 256 caràcters com a màxim que no comenci ni acabi amb un espai.',
  valueTooLong: 'És massa llarg.',
  usernameLikeEmail: 'Tria un nom d’usuari que no sigui una adreça electrònica.',
  usernameLikePhone: 'Tria un nom d’usuari que no sigui un número de telèfon.',
  emailFormat: 'Introdueix una adreça electrònica com ara nom@example.com.',
  phoneFormat: 'Introdueix un número de telèfon amb el prefix del país, com ara +34612345678.',
  passwordTooShort: 'La contrasenya és massa curta.',
  passwordWithoutUppercase: 'Afegeix una lletra majúscula a la contrasenya.',
  passwordWithoutLowercase: 'Afegeix una lletra minúscula a la contrasenya.',
  passwordWithoutNumber: 'Afegeix un número a la contrasenya.',
  passwordWithoutSymbol: 'Afegeix un caràcter especial o un espai a la contrasenya.',
  blocked: 'Per motius de seguretat, no hem pogut iniciar la teva sessió. Contacta amb el responsable de l’aplicació.',
  passwordTooCommon: 'Altres persones també utilitzen aquesta contrasenya i és fàcil d’endevinar. Tria’n una altra.',
  passwordWithName: 'La contrasenya no pot contenir el teu nom ni el nom d’aquesta aplicació.',
  passwordReused: 'Ja has utilitzat aquesta contrasenya. Tria’n una altra.',
  userUnknown: 'No hi ha cap compte amb aquest nom.',
  noRecovery: 'Aquest compte no té cap adreça confirmada on enviar un codi. Demana ajuda a l’administrador.',
  passkeyUnknown:
    'No coneixem aquesta clau d’accés. Potser s’ha suprimit del compte. Inicia la sessió d’una altra manera.',
  passkeyLimit: 'Aquest compte ja té el màxim de claus d’accés. Primer suprimeix-ne una.',
  passkeyNotMade:
    'No s’ha pogut afegir la clau d’accés. Torna-ho a provar o utilitza un altre dispositiu o una clau de seguretat.',
  organisationUnknown:
    'Cap organització inicia la sessió aquí amb aquesta adreça. Comprova-la o inicia la sessió d’una altra manera.',
  passkeyRefused: 'No s’ha acceptat la clau d’accés. Torna-ho a provar o inicia la sessió d’una altra manera.',
  unsupported: 'Aquesta manera d’iniciar la sessió no està disponible.',
  noMfaMethod: 'Cal un segon pas per iniciar la sessió i no se’n pot configurar cap. Contacta amb l’administrador.',
  enterUsername: 'Introdueix el nom d’usuari.',
  enterUsernameOrEmail: 'Introdueix el nom d’usuari o l’adreça electrònica.',
  enterEmail: 'Introdueix l’adreça electrònica.',
  enterPhoneNumber: 'Introdueix el número de telèfon.',
  enterEmailOrPhone: 'Introdueix l’adreça electrònica o el número de telèfon.',
  enterPassword: 'Introdueix la contrasenya.',
  enterCode: 'Introdueix el codi.',
  required: (label) => `Omple el camp «${label}».`,
  outOfDate:
    'Aquesta pàgina no estava actualitzada. Torna-ho a provar. Si tornes a veure aquest missatge, permet les galetes en aquest lloc.',
  unknown: 'No ha funcionat. Torna-ho a provar.',
  badClient: 'L’aplicació que t’ha enviat aquí no és coneguda. Torna-hi i prova-ho una altra vegada.',
  badRedirect: 'L’aplicació que t’ha enviat aquí ha indicat una adreça de retorn que no està registrada.',
  badRequest: 'L’aplicació que t’ha enviat aquí ha fet una sol·licitud incompleta.',
  returnUnknown:
    'Aquest inici de sessió s’ha acabat, ha estat obert massa temps o va començar en un altre navegador. Torna a l’aplicació i inicia la sessió de nou.',
  providerStart:
    'La teva organització t’ha enviat aquí d’una manera que aquesta aplicació no accepta. Obre l’aplicació i inicia la sessió des d’allà.',
  providerAnswer:
    'No es pot llegir la resposta de la teva organització. Torna a l’aplicació i inicia la sessió de nou.',
  badLink: 'Aquest enllaç no és complet. Copia’l sencer del missatge o demana’n un de nou.',
  fault:
    'L’error és nostre. Torna-ho a provar d’aquí a un moment o demana ajuda i indica l’identificador de més avall.',
  signUpDisabled: 'Aquí, els comptes nous els crea un administrador.',
} satisfies Words['errors']
