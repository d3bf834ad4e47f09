import type { Words } from '../words.ts'

export const letters = {
  confirmation: { subject: 'Votre code de confirmation', body: 'Votre code de confirmation est {####}' },
  verification: { subject: 'Votre code de vérification', body: 'Votre code de vérification est {####}' },
  authentication: { subject: 'Votre code de connexion', body: 'Votre code de connexion est {####}.' },
  linkConfirmation: {
    subject: 'Votre lien de vérification',
    body: 'Cliquez sur le lien ci-dessous pour confirmer votre adresse e-mail. {##Confirmer l’adresse e-mail##}',
  },
  invitation: {
    subject: 'Votre mot de passe temporaire',
    body: 'Votre nom d’utilisateur est {username} et votre mot de passe temporaire est {####}.',
  },
  welcome: {
    subject: 'Votre compte',
    body: 'Votre compte a été transféré. Votre nom d’utilisateur est {username} et votre mot de passe reste le même.',
  },
  existingAccount: {
    subject: 'Vous avez déjà un compte',
    body: 'Quelqu’un a voulu créer un compte avec cette adresse, qui en a déjà un. Si c’était vous, connectez-vous, ou réinitialisez votre mot de passe si vous l’avez oublié. Sinon, vous n’avez rien à faire.',
  },
  risk: {
    subject: 'Nouvelle tentative de connexion',
    blocked: 'Nous avons bloqué une tentative de connexion à votre compte.',
    asked: 'Nous avons demandé un deuxième facteur lors d’une connexion à votre compte.',
    passed: 'Quelqu’un s’est connecté à votre compte d’une manière inhabituelle.',
    time: 'Heure : {login-time}',
    device: 'Appareil : {device-name}',
    address: 'Adresse IP : {ip-address}',
    valid: 'Si c’était vous : {one-click-link-valid}',
    invalid: 'Sinon : {one-click-link-invalid}',
    itWasMe: 'C’était moi',
    itWasNotMe: 'Ce n’était pas moi',
  },
} satisfies Words['letters']
