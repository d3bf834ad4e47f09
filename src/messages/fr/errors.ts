import { pluralIn } from '../plural.ts'
import type { Words } from '../words.ts'

const count = pluralIn('fr')

export const errors = {
  incorrect: 'Nom d’utilisateur ou mot de passe incorrect.',
  locked: 'Trop de tentatives. Patientez un moment, puis réessayez, ou réinitialisez votre mot de passe.',
  lockedSeconds: (seconds) =>
    count(seconds, {
      one: 'Trop de tentatives. Réessayez dans # seconde, ou réinitialisez votre mot de passe.',
      other: 'Trop de tentatives. Réessayez dans # secondes, ou réinitialisez votre mot de passe.',
    }),
  lockedMinutes: (minutes) =>
    count(minutes, {
      one: 'Trop de tentatives. Réessayez dans # minute, ou réinitialisez votre mot de passe.',
      other: 'Trop de tentatives. Réessayez dans # minutes, ou réinitialisez votre mot de passe.',
    }),
  lockedForGood: 'Trop de tentatives. Réinitialisez votre mot de passe pour vous connecter à nouveau.',
  disabled: 'Ce compte est désactivé. Demandez à votre administrateur de l’activer.',
  resetRequired: 'Vous devez réinitialiser votre mot de passe avant de pouvoir vous connecter.',
  temporaryPasswordExpired: 'Votre mot de passe temporaire a expiré. Demandez-en un nouveau à votre administrateur.',
  busy: 'Nous sommes très sollicités en ce moment. Réessayez dans un instant.',
  codeMismatch: 'Ce code est incorrect. Vérifiez-le et réessayez.',
  codeExpired: 'Ce code a expiré ou a déjà été utilisé. Demandez-en un nouveau.',
  codeReused: 'Ce code a déjà été utilisé. Attendez que votre application affiche le suivant.',
  deviceUnknown: 'Aucun appareil n’attend avec ce code. Vérifiez-le ou demandez-en un nouveau sur votre appareil.',
  tooManyAttempts: 'Trop de tentatives. Patientez un moment, puis réessayez.',
  sessionEnded: 'Cette étape est terminée ou est restée ouverte trop longtemps. Connectez-vous pour continuer.',
  usernameExists: 'Un compte portant ce nom existe déjà. Choisissez un autre nom ou connectez-vous.',
  addressTaken: 'Cette adresse appartient à un autre compte.',
  alreadyConfirmed: 'Ce compte est déjà confirmé. Vous pouvez vous connecter.',
  usernameForm: 'Choisissez un nom d’utilisateur de 128 caractères au plus, sans espaces.',
  passwordForm: 'Choisissez un mot de passe de 256 caractères au plus, qui ne commence ni ne se termine par un espace.',
  valueTooLong: 'Cette valeur est trop longue.',
  usernameLikeEmail: 'Choisissez un nom d’utilisateur qui ne soit pas une adresse e-mail.',
  usernameLikePhone: 'Choisissez un nom d’utilisateur qui ne soit pas un numéro de téléphone.',
  emailFormat: 'Saisissez une adresse e-mail comme nom@example.com.',
  phoneFormat: 'Saisissez un numéro de téléphone avec l’indicatif du pays, comme +33612345678.',
  passwordTooShort: 'Votre mot de passe est trop court.',
  passwordWithoutUppercase: 'Ajoutez une lettre majuscule à votre mot de passe.',
  passwordWithoutLowercase: 'Ajoutez une lettre minuscule à votre mot de passe.',
  passwordWithoutNumber: 'Ajoutez un chiffre à votre mot de passe.',
  passwordWithoutSymbol: 'Ajoutez un caractère spécial ou un espace à votre mot de passe.',
  blocked:
    'Pour des raisons de sécurité, nous n’avons pas pu vous connecter. Adressez-vous au responsable de cette application.',
  passwordTooCommon:
    'D’autres personnes utilisent aussi ce mot de passe : il est facile à deviner. Choisissez-en un autre.',
  passwordWithName: 'Votre mot de passe ne doit contenir ni votre nom ni celui de cette application.',
  passwordReused: 'Vous avez déjà utilisé ce mot de passe. Choisissez-en un autre.',
  userUnknown: 'Il n’existe aucun compte portant ce nom.',
  noRecovery:
    'Ce compte n’a pas d’adresse confirmée à laquelle envoyer un code. Demandez de l’aide à votre administrateur.',
  passkeyUnknown:
    'Nous ne connaissons pas cette clé d’accès. Elle a peut-être été supprimée du compte. Connectez-vous autrement.',
  passkeyLimit: 'Ce compte a atteint le nombre maximal de clés d’accès. Supprimez-en d’abord une.',
  passkeyNotMade:
    'Cette clé d’accès n’a pas pu être ajoutée. Réessayez ou utilisez un autre appareil ou une clé de sécurité.',
  organisationUnknown: 'Aucune organisation n’utilise cette adresse ici. Vérifiez-la ou connectez-vous autrement.',
  passkeyRefused: 'Cette clé d’accès n’a pas été acceptée. Réessayez ou connectez-vous autrement.',
  unsupported: 'Ce mode de connexion n’est pas disponible.',
  noMfaMethod:
    'Une deuxième étape est nécessaire pour vous connecter, et aucune ne peut être configurée. Adressez-vous à votre administrateur.',
  enterUsername: 'Saisissez votre nom d’utilisateur.',
  enterUsernameOrEmail: 'Saisissez votre nom d’utilisateur ou votre adresse e-mail.',
  enterEmail: 'Saisissez votre adresse e-mail.',
  enterPhoneNumber: 'Saisissez votre numéro de téléphone.',
  enterEmailOrPhone: 'Saisissez votre adresse e-mail ou votre numéro de téléphone.',
  enterPassword: 'Saisissez votre mot de passe.',
  enterCode: 'Saisissez le code.',
  required: (label) => `Remplissez le champ « ${label} ».`,
  outOfDate:
    'Cette page n’était plus à jour. Veuillez réessayer. Si ce message s’affiche à nouveau, autorisez les cookies pour ce site.',
  unknown: 'Cela n’a pas fonctionné. Veuillez réessayer.',
  badClient: 'L’application qui vous a envoyé ici n’est pas connue. Revenez-y et réessayez.',
  badRedirect: 'L’application qui vous a envoyé ici a indiqué une adresse de retour qui n’est pas enregistrée.',
  badRequest: 'L’application qui vous a envoyé ici a fait une demande incomplète.',
  returnUnknown:
    'Cette connexion est terminée, est restée ouverte trop longtemps ou a commencé dans un autre navigateur. Revenez à l’application et reconnectez-vous.',
  providerStart:
    'Votre organisation vous a envoyé ici d’une manière que cette application n’accepte pas. Ouvrez l’application elle-même et connectez-vous à partir de là.',
  providerAnswer: 'La réponse de votre organisation est illisible. Revenez à l’application et reconnectez-vous.',
  badLink: 'Ce lien est incomplet. Copiez-le en entier depuis le message ou demandez-en un nouveau.',
  fault:
    'L’erreur vient de nous. Réessayez dans un instant, ou demandez de l’aide en communiquant l’identifiant ci-dessous.',
  signUpDisabled: 'Ici, les nouveaux comptes sont créés par un administrateur.',
} satisfies Words['errors']
