import type { LanguageTag } from '../../src/messages/plural.ts'

/** Texts that are the same in another language as in English, or have none of its letters: names of things, loan words. */
export const sameAsEnglish: Readonly<Partial<Record<LanguageTag | 'all', readonly string[]>>> = {
  all: ['account.moment', 'mfaChoices.SMS_MFA', 'account.recoveryFile', 'account.exportFile'],
  de: [
    'account.passkeysTitle',
    'account.passkeyName',
    'account.sessionOfApp',
    'attributeLabels.website',
    'code',
    'optional',
    'methods.WEB_AUTHN',
  ],
  ca: ['errorTitle', 'account.sessionsTitle', 'account.sessionsCount'],
  es: ['errorTitle'],
  fr: ['code', 'account.sessionsTitle', 'account.sessionsCount'],
  it: [
    'account.emailTitle',
    'account.passwordTitle',
    'account.passkeysTitle',
    'account.passkeysCount',
    'account.sessionOfApp',
    'account.providersCount',
    'account.appsCount',
    'email',
    'password',
    'attributeLabels.email',
    'mfaChoices.EMAIL_OTP',
    'methods.PASSWORD',
    'methods.WEB_AUTHN',
  ],
  da: ['account.sessionsCount', 'account.appsCount'],
  nb: ['account.appsCount'],
  nl: ['account.providersCount', 'account.appsCount', 'account.sessionOfApp', 'attributeLabels.website', 'code'],
  sv: ['account.sessionsCount', 'account.appsCount'],
  id: ['email', 'attributeLabels.email', 'mfaChoices.EMAIL_OTP', 'account.emailTitle'],
  vi: ['email', 'attributeLabels.email', 'mfaChoices.EMAIL_OTP', 'account.emailTitle'],
}
