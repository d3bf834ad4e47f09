import type { Words } from '../words.ts'

const notices = {
  password: {
    subject: 'Votre mot de passe a été modifié',
    body: 'Le mot de passe de votre compte a été modifié.',
    advice: 'Si ce n’était pas vous, réinitialisez-le immédiatement.',
  },
  email: {
    subject: 'Votre adresse e-mail a été modifiée',
    body: 'L’adresse e-mail de votre compte a été modifiée.',
    advice: 'Si ce n’était pas vous, changez immédiatement votre mot de passe.',
  },
  phone_number: {
    subject: 'Votre numéro de téléphone a été modifié',
    body: 'Le numéro de téléphone de votre compte a été modifié.',
    advice: 'Si ce n’était pas vous, changez immédiatement votre mot de passe.',
  },
  'passkey-added': {
    subject: 'Une clé d’accès a été ajoutée',
    body: 'Une clé d’accès a été ajoutée à votre compte.',
    advice: 'Si ce n’était pas vous, supprimez-la et changez immédiatement votre mot de passe.',
  },
  'passkey-removed': {
    subject: 'Une clé d’accès a été supprimée',
    body: 'Une clé d’accès a été supprimée de votre compte.',
    advice: 'Si ce n’était pas vous, changez immédiatement votre mot de passe.',
  },
  'second-factor': {
    subject: 'Votre deuxième étape a été modifiée',
    body: 'Ce que nous vous demandons après votre mot de passe a été modifié.',
    advice: 'Si ce n’était pas vous, changez immédiatement votre mot de passe.',
  },
  'recovery-codes': {
    subject: 'De nouveaux codes de récupération ont été créés',
    body: 'De nouveaux codes de récupération ont été créés pour votre compte. Les anciens ne sont plus valables.',
    advice: 'Si ce n’était pas vous, changez immédiatement votre mot de passe.',
  },
  'recovery-code-used': {
    subject: 'Un code de récupération a été utilisé',
    body: 'Quelqu’un s’est connecté à votre compte avec un code de récupération.',
    advice: 'Si ce n’était pas vous, changez immédiatement votre mot de passe.',
  },
  'new-device': {
    subject: 'Nouvelle connexion à votre compte',
    body: 'Quelqu’un s’est connecté à votre compte depuis un appareil ou un navigateur que nous n’y avions jamais vu.',
    advice: 'Si ce n’était pas vous, changez immédiatement votre mot de passe.',
  },
}

export const mail = {
  notices,
  notMe: 'Si ce n’était pas vous, sécurisez votre compte ici (valable 3 jours)',
  notMeUndo: 'Si ce n’était pas vous, annulez la modification et sécurisez votre compte ici (valable 3 jours)',
  deleted: 'Votre compte et tout ce qu’il contient sont supprimés.',
} satisfies Words['mail']
