import type { PasswordPolicyType } from '../../contract/shapes.gen.ts'

/** Who is met in the gallery. */
export const samples = {
  username: 'grace',
  email: 'grace@example.com',
  maskedEmail: 'g***@e***',
  maskedPhone: '+*******0123',
  secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
  /** Kept for examples (RFC 5737). */
  address: '192.0.2.7',
  requestId: '7f3c1c52-5a2e-4f0e-9d5f-0d6a1b2c3d4e',
} as const

/** When things happened, or will. */
export const sampleDay = new Date('2026-03-14T15:09:00Z')

export const sampleOtpauthUri = `otpauth://totp/Harbour:${samples.username}?secret=${samples.secret}&issuer=Harbour`

export const sampleRecoveryCodes = [...'23456789bc'].map((letter) => `k7m${letter}q-x2p${letter}t`)

export const sampleProviders = ['Google', 'SignInWithApple', 'LoginWithAmazon', 'Harbour Staff']

export const samplePolicy: PasswordPolicyType = {
  MinimumLength: 8,
  RequireLowercase: true,
  RequireUppercase: true,
  RequireNumbers: true,
  RequireSymbols: true,
}

export const sampleTerms = {
  termsOfUse: 'https://example.com/terms',
  privacyPolicy: 'https://example.com/privacy',
} as const

/** What a browser is asked with. Nobody answers in a gallery. */
export const samplePasskeyOptions = {
  get: JSON.stringify({ challenge: 'c2FtcGxl', allowCredentials: [], userVerification: 'preferred' }),
  create: JSON.stringify({
    challenge: 'c2FtcGxl',
    rp: { name: 'Harbour' },
    user: { id: 'c2FtcGxl', name: samples.username, displayName: samples.username },
    pubKeyCredParams: [-7, -257].map((alg) => ({ type: 'public-key', alg })),
    excludeCredentials: [],
  }),
} as const
