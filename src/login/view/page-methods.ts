/** What a page can ask somebody to begin with. To a person, a password by SRP is a password. */
export const pageMethods = ['PASSWORD', 'WEB_AUTHN', 'EMAIL_OTP', 'SMS_OTP'] as const

export type PageMethod = (typeof pageMethods)[number]

/** The ones among what a sign-in may begin with, in the order in which they are shown. */
export function methodsAmong(choices: readonly string[]): readonly PageMethod[] {
  return pageMethods.filter((method) => choices.includes(method))
}
