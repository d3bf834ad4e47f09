import type { LanguageTag } from '../../src/messages/plural.ts'

/** Texts that are the same in another language as in English, or have none of its letters: names of things, loan words. */
export const sameAsEnglish: Readonly<Partial<Record<LanguageTag | 'all', readonly string[]>>> = {
  all: ['mfaChoices.SMS_MFA'],
  de: ['attributeLabels.website', 'code', 'optional', 'methods.WEB_AUTHN'],
  es: ['errorTitle'],
  fr: ['code'],
  it: ['email', 'password', 'attributeLabels.email', 'mfaChoices.EMAIL_OTP', 'methods.PASSWORD', 'methods.WEB_AUTHN'],
  nl: ['attributeLabels.website', 'code'],
}
