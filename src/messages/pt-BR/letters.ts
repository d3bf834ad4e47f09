import type { Words } from '../words.ts'

export const letters = {
  confirmation: { subject: 'Seu código de verificação', body: 'Seu código de confirmação é {####}' },
  verification: { subject: 'Seu código de verificação', body: 'Seu código de verificação é {####}' },
  authentication: { subject: 'Seu código de acesso', body: 'Seu código de acesso é {####}.' },
  linkConfirmation: {
    subject: 'Seu link de verificação',
    body: 'Clique no link abaixo para verificar seu endereço de e-mail. {##Verificar e-mail##}',
  },
  invitation: {
    subject: 'Sua senha temporária',
    body: 'Seu nome de usuário é {username} e sua senha temporária é {####}.',
  },
  welcome: {
    subject: 'Sua conta',
    body: 'Sua conta foi transferida. Seu nome de usuário é {username}, e sua senha continua a mesma.',
  },
  existingAccount: {
    subject: 'Você já tem uma conta',
    body: 'Alguém pediu uma conta com este endereço, que já tem uma. Se foi você, entre ou redefina sua senha, caso a tenha esquecido. Se não foi, você não precisa fazer nada.',
  },
  risk: {
    subject: 'Nova tentativa de login',
    blocked: 'Bloqueamos uma tentativa de login na sua conta.',
    asked: 'Pedimos um segundo fator em um login na sua conta.',
    passed: 'Alguém fez login na sua conta de uma forma incomum.',
    time: 'Horário: {login-time}',
    device: 'Dispositivo: {device-name}',
    address: 'Endereço IP: {ip-address}',
    valid: 'Se foi você: {one-click-link-valid}',
    invalid: 'Se não foi: {one-click-link-invalid}',
    itWasMe: 'Fui eu',
    itWasNotMe: 'Não fui eu',
  },
} satisfies Words['letters']
