import { pluralIn } from '../plural.ts'
import type { Words } from '../words.ts'

const count = pluralIn('pt-BR')

export const errors = {
  incorrect: 'Nome de usuário ou senha incorretos.',
  locked: 'Muitas tentativas. Espere um pouco e tente novamente, ou redefina sua senha.',
  lockedSeconds: (seconds) =>
    count(seconds, {
      one: 'Muitas tentativas. Tente novamente em # segundo ou redefina sua senha.',
      other: 'Muitas tentativas. Tente novamente em # segundos ou redefina sua senha.',
    }),
  lockedMinutes: (minutes) =>
    count(minutes, {
      one: 'Muitas tentativas. Tente novamente em # minuto ou redefina sua senha.',
      other: 'Muitas tentativas. Tente novamente em # minutos ou redefina sua senha.',
    }),
  lockedForGood: 'Muitas tentativas. Redefina sua senha para entrar novamente.',
  disabled: 'Esta conta está desativada. Peça ao seu administrador para ativá-la.',
  resetRequired: 'Sua senha precisa ser redefinida antes que você possa entrar.',
  temporaryPasswordExpired: 'Sua senha temporária expirou. Peça uma nova ao seu administrador.',
  busy: 'Estamos com muitos acessos agora. Tente novamente em alguns instantes.',
  codeMismatch: 'Esse código não está correto. Confira e tente novamente.',
  codeExpired: 'Esse código expirou ou já foi usado. Peça um novo.',
  codeReused: 'Esse código já foi usado. Espere o próximo no seu app.',
  deviceUnknown: 'Nenhum dispositivo espera com esse código. Confira ou peça um novo no dispositivo.',
  tooManyAttempts: 'Muitas tentativas. Espere um pouco e tente novamente.',
  sessionEnded: 'Essa etapa terminou ou ficou aberta por tempo demais. Entre para continuar.',
  usernameExists: 'Já existe uma conta com esse nome. Escolha outro nome ou entre.',
  addressTaken: 'Este endereço pertence a outra conta.',
  alreadyConfirmed: 'Esta conta já está confirmada. Você pode entrar.',
  usernameForm: 'Escolha um nome de usuário de até 128 caracteres, sem espaços.',
  passwordForm: 'Escolha uma senha de até 256 caracteres que não comece nem termine com um espaço.',
  valueTooLong: 'É longo demais.',
  usernameLikeEmail: 'Escolha um nome de usuário que não seja um endereço de e-mail.',
  usernameLikePhone: 'Escolha um nome de usuário que não seja um número de telefone.',
  emailFormat: 'Digite um endereço de e-mail como nome@example.com.',
  phoneFormat: 'Digite um número de telefone com o código do país, como +5511912345678.',
  passwordTooShort: 'Sua senha é curta demais.',
  passwordWithoutUppercase: 'Adicione uma letra maiúscula à sua senha.',
  passwordWithoutLowercase: 'Adicione uma letra minúscula à sua senha.',
  passwordWithoutNumber: 'Adicione um número à sua senha.',
  passwordWithoutSymbol: 'Adicione um caractere especial ou um espaço à sua senha.',
  blocked: 'Por motivos de segurança, não foi possível fazer seu login. Fale com quem administra este app.',
  passwordTooCommon: 'Outras pessoas também usam esta senha, então ela é fácil de adivinhar. Escolha outra.',
  passwordWithName: 'Sua senha não pode conter seu nome nem o nome deste app.',
  passwordReused: 'Você já usou esta senha. Escolha outra.',
  userUnknown: 'Não há nenhuma conta com esse nome.',
  noRecovery: 'Esta conta não tem um endereço confirmado para receber um código. Peça ajuda ao seu administrador.',
  passkeyUnknown: 'Não conhecemos essa chave de acesso. Ela pode ter sido removida da conta. Entre de outra forma.',
  passkeyLimit: 'Esta conta já tem o máximo de chaves de acesso. Remova uma primeiro.',
  passkeyNotMade:
    'Não foi possível adicionar essa chave de acesso. Tente novamente ou use outro dispositivo ou uma chave de segurança.',
  organisationUnknown: 'Nenhuma organização entra aqui com esse endereço. Confira-o ou entre de outra forma.',
  passkeyRefused: 'Essa chave de acesso não foi aceita. Tente novamente ou entre de outra forma.',
  unsupported: 'Esta forma de login não está disponível.',
  noMfaMethod:
    'Você precisa de uma segunda etapa para entrar, mas nenhuma pode ser configurada. Fale com seu administrador.',
  enterUsername: 'Digite seu nome de usuário.',
  enterUsernameOrEmail: 'Digite seu nome de usuário ou e-mail.',
  enterEmail: 'Digite seu e-mail.',
  enterPhoneNumber: 'Digite seu número de telefone.',
  enterEmailOrPhone: 'Digite seu e-mail ou número de telefone.',
  enterPassword: 'Digite sua senha.',
  enterCode: 'Digite o código.',
  required: (label) => `Preencha o campo “${label}”.`,
  outOfDate:
    'Esta página estava desatualizada. Tente novamente. Se você vir esta mensagem de novo, permita cookies para este site.',
  unknown: 'Não funcionou. Tente novamente.',
  badClient: 'O aplicativo que trouxe você até aqui não é conhecido. Volte a ele e tente novamente.',
  badRedirect: 'O aplicativo que trouxe você até aqui informou um endereço de retorno que não está registrado.',
  badRequest: 'O aplicativo que trouxe você até aqui fez uma solicitação incompleta.',
  returnUnknown:
    'Esse login terminou, ficou aberto por tempo demais ou começou em outro navegador. Volte ao app e entre novamente.',
  providerStart:
    'Sua organização trouxe você até aqui de uma forma que este app não aceita. Abra o próprio app e entre por ele.',
  providerAnswer: 'Não foi possível ler o que sua organização enviou. Volte ao app e entre novamente.',
  badLink: 'Este link não está completo. Copie-o inteiro da mensagem ou peça um novo.',
  fault: 'A falha é nossa. Tente novamente em alguns instantes, ou peça ajuda e informe o ID abaixo.',
  signUpDisabled: 'Aqui, novas contas são criadas por um administrador.',
} satisfies Words['errors']
