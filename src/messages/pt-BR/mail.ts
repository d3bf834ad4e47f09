import type { Words } from '../words.ts'

const notices = {
  password: {
    subject: 'Sua senha foi alterada',
    body: 'A senha da sua conta foi alterada.',
    advice: 'Se não foi você, redefina-a agora mesmo.',
  },
  email: {
    subject: 'Seu endereço de e-mail foi alterado',
    body: 'O endereço de e-mail da sua conta foi alterado.',
    advice: 'Se não foi você, altere sua senha agora mesmo.',
  },
  phone_number: {
    subject: 'Seu número de telefone foi alterado',
    body: 'O número de telefone da sua conta foi alterado.',
    advice: 'Se não foi você, altere sua senha agora mesmo.',
  },
  'passkey-added': {
    subject: 'Uma chave de acesso foi adicionada',
    body: 'Uma chave de acesso foi adicionada à sua conta.',
    advice: 'Se não foi você, exclua-a e altere sua senha agora mesmo.',
  },
  'passkey-removed': {
    subject: 'Uma chave de acesso foi removida',
    body: 'Uma chave de acesso foi removida da sua conta.',
    advice: 'Se não foi você, altere sua senha agora mesmo.',
  },
  'second-factor': {
    subject: 'Sua segunda etapa foi alterada',
    body: 'Mudou o que pedimos a você depois da senha.',
    advice: 'Se não foi você, altere sua senha agora mesmo.',
  },
  'recovery-codes': {
    subject: 'Novos códigos de recuperação foram criados',
    body: 'Novos códigos de recuperação foram criados para sua conta. Os anteriores não funcionam mais.',
    advice: 'Se não foi você, altere sua senha agora mesmo.',
  },
  'recovery-code-used': {
    subject: 'Um código de recuperação foi usado',
    body: 'Alguém entrou na sua conta com um código de recuperação.',
    advice: 'Se não foi você, altere sua senha agora mesmo.',
  },
  'new-device': {
    subject: 'Novo login na sua conta',
    body: 'Alguém entrou na sua conta em um dispositivo ou navegador que não tínhamos visto antes.',
    advice: 'Se não foi você, altere sua senha agora mesmo.',
  },
}

export const mail = {
  notices,
  notMe: 'Se não foi você, proteja sua conta aqui (válido por 3 dias)',
  notMeUndo: 'Se não foi você, desfaça a alteração e proteja sua conta aqui (válido por 3 dias)',
  deleted: 'Sua conta e tudo o que havia nela foram excluídos.',
} satisfies Words['mail']
