import { pluralIn } from '../plural.ts'
import type { Words } from '../words.ts'

const say = pluralIn('fr')

export const account = {
  title: 'Votre compte',
  lead: (name) => `Connecté en tant que ${name}`,
  back: 'Votre compte',
  backToApp: (app) => `Retour à ${app}`,
  signOut: 'Se déconnecter',
  signedOutTitle: 'Déconnexion effectuée',
  signedOutLead: 'Vous pouvez maintenant fermer cette page ou vous reconnecter.',
  save: 'Enregistrer',
  remove: 'Supprimer',
  cancel: 'Annuler',
  none: 'Aucun pour le moment',
  on: 'Activé',
  off: 'Désactivé',
  notSet: 'Non renseigné',
  notVerified: (value) => `${value} – non vérifié`,
  moment: (date) => `${date} (UTC)`,

  personal: 'À propos de vous',
  security: 'Connexion',
  places: 'Où vous êtes connecté',
  data: 'Vos données',

  profileTitle: 'Profil',
  profileLead: 'Ce que les applications que vous utilisez ici savent de vous.',
  profileMore: 'Ajouter des informations',
  profileSaved: 'Votre profil est enregistré.',
  profileNothing: 'Il n’y a rien ici que vous puissiez modifier.',
  valueForm: (label) => `Vérifiez ce que vous avez saisi dans le champ « ${label} ».`,

  emailTitle: 'Adresse e-mail',
  phoneTitle: 'Numéro de téléphone',
  contactLead:
    'Nous envoyons d’abord un code à la nouvelle adresse ou au nouveau numéro. Tant que vous ne l’avez pas saisi ici, rien ne change.',
  newEmail: 'Nouvelle adresse e-mail',
  newPhone: 'Nouveau numéro de téléphone',
  contactNow: (value) => `Actuellement : ${value}`,
  contactSame: 'C’est ce que vous avez déjà. Saisissez autre chose.',
  contactVerifyNow: 'Envoyer un code de vérification',
  contactCodeTitle: 'Saisissez le code',
  contactChangeAgain: 'Utiliser autre chose',
  emailChanged: 'Votre adresse e-mail est vérifiée. Nous l’utilisons désormais.',
  phoneChanged: 'Votre numéro de téléphone est vérifié. Nous l’utilisons désormais.',

  passwordTitle: 'Mot de passe',
  passwordNow: 'Mot de passe actuel',
  passwordIncorrect: 'Ce n’est pas votre mot de passe actuel.',
  passwordForgotten: 'Vous ne le connaissez pas ? Déconnectez-vous et choisissez « Mot de passe oublié ? ».',
  passwordSet: (date) => `Dernière modification : ${date}`,
  passwordUse: 'Modifier le mot de passe',
  passwordChanged:
    'Votre mot de passe a été modifié. Si quelqu’un d’autre a pu connaître l’ancien, déconnectez-vous partout.',

  passkeysTitle: 'Clés d’accès',
  passkeysLead:
    'Une clé d’accès vous permet de vous connecter avec votre empreinte digitale, votre visage ou le verrouillage de l’écran. Personne ne peut la deviner, et elle ne fonctionne sur aucun autre site.',
  passkeysNone: 'Vous n’avez pas encore de clé d’accès.',
  passkeysCount: (count) => say(count, { one: '# clé d’accès', other: '# clés d’accès' }),
  passkeyAdd: 'Ajouter une clé d’accès',
  passkeyName: 'Nom',
  passkeyRename: 'Renommer',
  passkeyCreated: (date) => `Créée : ${date}`,
  passkeyUsed: (date) => `dernière utilisation : ${date}`,
  passkeyUnused: 'pas encore utilisée',
  passkeySynced: 'Synchronisée avec vos autres appareils',
  passkeyBound: 'Sur un seul appareil',
  passkeyRemoved: 'La clé d’accès est supprimée. Pensez à la supprimer aussi de votre appareil.',
  passkeyRenamed: 'La clé d’accès a été renommée.',
  passkeyRemoveLead: (name) => `Vous ne pourrez plus vous connecter avec « ${name} ».`,
  lastMethod: 'C’est votre seul moyen de vous connecter. Configurez-en d’abord un autre.',

  authenticatorTitle: 'Application d’authentification',
  authenticatorLead:
    'Une application sur votre téléphone qui affiche un nouveau code toutes les 30 secondes. Nous le demandons après votre mot de passe.',
  authenticatorOn: 'Une application d’authentification est configurée.',
  authenticatorOff: 'Aucune application d’authentification n’est configurée.',
  authenticatorSetUp: 'Configurer une application',
  authenticatorReplace: 'Configurer une autre application',
  authenticatorReplaceHint: 'L’actuelle fonctionne jusqu’à ce que la nouvelle ait affiché son premier code.',
  authenticatorAdded: 'Votre application d’authentification est configurée.',
  authenticatorRemoved: 'Votre application d’authentification est supprimée.',
  authenticatorNeeded:
    'Votre organisation exige une deuxième étape. Configurez-en une autre avant de supprimer celle-ci.',
  authenticatorRemoveLead:
    'Votre mot de passe seul suffira pour vous connecter, sauf si vous configurez une autre deuxième étape.',

  recoveryTitle: 'Codes de récupération',
  recoveryLead:
    'Pour le jour où vous ne pourrez pas utiliser votre deuxième étape. Chaque code fonctionne une fois, à sa place. Conservez-les là où vous seul pouvez les trouver.',
  recoveryLeft: (left, all) => `${left} restants sur ${all}`,
  recoveryNone: 'Vous n’avez pas de codes de récupération.',
  recoveryMade: (date) => `Créés : ${date}`,
  recoveryMake: 'Créer des codes de récupération',
  recoveryMakeAgain: 'Créer de nouveaux codes',
  recoveryMakeAgainHint: 'Vos codes actuels cesseront aussitôt de fonctionner.',
  recoveryOnceTitle: 'Vos codes de récupération',
  recoveryOnceLead: 'Nous ne les affichons que cette fois. Copiez-les, téléchargez-les ou imprimez-les maintenant.',
  recoveryCopy: 'Copier',
  recoveryDownload: 'Télécharger',
  recoveryPrint: 'Imprimer',
  recoveryFile: 'codes-de-recuperation.txt',
  recoveryDone: 'Je les ai conservés',
  recoveryUse: 'Utiliser un code de récupération',
  recoveryUseLead: 'Saisissez l’un des codes que vous avez conservés lors de leur création.',
  recoveryCode: 'Code de récupération',

  devicesTitle: 'Appareils mémorisés',
  devicesLead: (days) =>
    say(days, {
      one: 'Sur ces appareils, nous ne demandons pas votre deuxième étape. Un navigateur reste mémorisé # jour.',
      other: 'Sur ces appareils, nous ne demandons pas votre deuxième étape. Un navigateur reste mémorisé # jours.',
    }),
  devicesNone: 'Aucun appareil n’est mémorisé.',
  devicesCount: (count) => say(count, { one: '# appareil', other: '# appareils' }),
  deviceUnnamed: 'Un appareil',
  deviceRemembered: 'Mémorisé : pas de deuxième étape',
  deviceKnown: 'Connu, mais pas mémorisé',
  deviceUsed: (date) => `Dernière connexion : ${date}`,
  deviceForget: 'Oublier',
  deviceForgotten: 'L’appareil est oublié. La prochaine connexion depuis celui-ci demandera votre deuxième étape.',

  sessionsTitle: 'Sessions',
  sessionsLead:
    'Là où vous êtes connecté en ce moment. Fermez ce que vous ne reconnaissez pas et changez votre mot de passe.',
  sessionsOff: 'Ce service ne tient pas de liste des sessions. Vous pouvez toutes les fermer d’un coup.',
  sessionsCount: (count) => say(count, { one: '# session', other: '# sessions' }),
  sessionHere: 'Ce navigateur',
  sessionUnknownDevice: 'Appareil inconnu',
  sessionOfApp: (app) => `Dans ${app}`,
  sessionOfBrowser: 'Dans le navigateur',
  sessionSeen: (date) => `Dernière activité : ${date}`,
  sessionFrom: (address) => `depuis ${address}`,
  sessionEnd: 'Fermer',
  sessionEnded: 'La session est fermée.',
  sessionGone: 'Cette session était déjà terminée.',
  everywhere: 'Se déconnecter partout',
  everywhereHint: 'Ferme toutes vos sessions, ici et sur tous les autres appareils.',
  everywhereTitle: 'Vous êtes déconnecté partout',
  everywhereLead: 'Toutes les sessions sont fermées. Reconnectez-vous pour continuer.',

  providersTitle: 'Comptes associés',
  providersLead: 'Les comptes d’autres services avec lesquels vous vous connectez ici.',
  providersNone: 'Aucun autre compte n’est associé.',
  providersCount: (count) => say(count, { one: '# compte', other: '# comptes' }),
  providerSince: (date) => `Associé : ${date}`,
  providerFirst: 'Vous avez créé votre compte avec celui-ci, il reste donc associé.',
  providerUnlink: 'Dissocier',
  providerUnlinked: 'Le compte est dissocié.',

  activityTitle: 'Activité',
  activityLead: 'Ce qui s’est passé récemment sur votre compte.',
  activityNone: 'Rien n’a encore été enregistré.',
  activityKinds: {
    SignIn: 'Connexion',
    SignUp: 'Compte créé',
    ForgotPassword: 'Mot de passe oublié',
    PasswordChange: 'Mot de passe modifié',
    ResendCode: 'Code renvoyé',
  },
  activityOutcomes: { Pass: 'Réussi', Fail: 'Échoué', InProgress: 'Non terminé' },

  exportTitle: 'Télécharger vos données',
  exportLead:
    'Un fichier contenant tout ce qui est conservé à votre sujet ici, dans un format que les programmes lisent aussi (JSON). Il ne contient ni mots de passe ni clés.',
  exportButton: 'Télécharger',
  exportFile: 'mes-donnees.json',

  deleteTitle: 'Supprimer votre compte',
  deleteNow: 'Votre compte et tout ce qu’il contient sont supprimés immédiatement. Personne ne peut les récupérer.',
  deleteLater: (days) =>
    say(days, {
      one: 'Vous êtes déconnecté partout et votre compte sera supprimé dans # jour. D’ici là, vous pouvez vous connecter et le garder.',
      other:
        'Vous êtes déconnecté partout et votre compte sera supprimé dans # jours. D’ici là, vous pouvez vous connecter et le garder.',
    }),
  deleteAgree: 'Je veux supprimer mon compte',
  deleteAgreeNeeded: 'Cochez la case si vous voulez supprimer votre compte.',
  deleteButton: 'Supprimer mon compte',
  deletedTitle: 'Votre compte est supprimé',
  deletedLead: 'Vous pouvez maintenant fermer cette page.',
  deleteComing: (date) => `Votre compte sera supprimé le ${date}.`,
  deleteStop: 'Garder mon compte',
  deleteStopped: 'Votre compte est conservé.',
  deletePlannedTitle: 'Votre compte sera supprimé',
  deletePlannedLead: (date) => `Ce sera le ${date}. Connectez-vous avant cette date si vous voulez le garder.`,

  notMeTitle: 'Ce n’était pas vous ?',
  notMeLead:
    'Appuyez sur le bouton : nous déconnectons toutes les personnes qui sont dans votre compte et vous demandons un nouveau mot de passe à la prochaine connexion.',
  notMeUndoLead: (address) =>
    `Appuyez sur le bouton : ${address} redevient l’adresse de votre compte. Nous déconnectons toutes les personnes qui y sont et vous demandons un nouveau mot de passe à la prochaine connexion.`,
  notMeButton: 'Sécuriser mon compte',
  notMeUndoButton: 'Annuler et sécuriser mon compte',
  notMeSpentLead:
    'Il a déjà été utilisé ou il est trop ancien. Si quelqu’un a pu accéder à votre compte, réinitialisez votre mot de passe et déconnectez-vous partout.',
  notMeDoneTitle: 'Votre compte est sécurisé',
  notMeDoneLead: 'Tout le monde est déconnecté. Connectez-vous maintenant et définissez un nouveau mot de passe.',
  notMeTakenLead:
    'Tout le monde est déconnecté, mais votre ancienne adresse appartient désormais à un autre compte. Connectez-vous avec ce qu’il vous reste, ou demandez de l’aide au responsable de cette application.',

  fault: 'Nous n’avons pas pu ouvrir votre compte ici. Revenez à l’application d’où vous venez.',
} satisfies Words['account']
