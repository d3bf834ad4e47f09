import { findSchemaAttribute } from '../../domain/users/attribute-schema.ts'
import { extraOf } from '../../domain/extras/extras.ts'
import { identitiesOf } from '../../domain/users/linked-identities.ts'
import { isPasskeyAllowed } from '../../domain/user-pools/passkey-offer.ts'
import { isReadable } from '../../domain/users/readable-attributes.ts'
import { isMfaFactorOffered } from '../../domain/factors/mfa-selection.ts'
import type { AccountRequest } from './account-page.ts'

/** Whether the application that people enter through lets them see and change this attribute. */
export function canWrite({ client, request }: AccountRequest, attribute: string): boolean {
  const { WriteAttributes: writable } = client.configuration
  const schema = findSchemaAttribute(request.domain.pool, attribute)
  return (
    schema !== undefined &&
    schema.Mutable !== false &&
    schema.DeveloperOnlyAttribute !== true &&
    (writable === undefined || writable.includes(attribute)) &&
    isReadable(client, attribute)
  )
}

/** Whether the person has this address, and the pool lets them do without. */
export function canRemove(page: AccountRequest, attribute: string): boolean {
  const schema = findSchemaAttribute(page.request.domain.pool, attribute)
  const { [attribute]: value } = page.session.user.attributes
  return value !== undefined && canWrite(page, attribute) && schema?.Required !== true
}

/** Whoever comes by another provider alone has neither password nor second factor here. */
export function hasOwnSignIn({ session }: AccountRequest): boolean {
  return session.user.status !== 'EXTERNAL_PROVIDER'
}

export function offersPasskeys(page: AccountRequest): boolean {
  return hasOwnSignIn(page) && isPasskeyAllowed(page.request.domain.pool)
}

export function offersAuthenticator(page: AccountRequest): boolean {
  const { pool } = page.request.domain
  return hasOwnSignIn(page) && pool.mfa.MfaConfiguration !== 'OFF' && isMfaFactorOffered(pool, 'SOFTWARE_TOKEN_MFA')
}

export function offersDevices({ request }: AccountRequest): boolean {
  return request.domain.pool.configuration.DeviceConfiguration !== undefined
}

export function offersProviders({ client, session }: AccountRequest): boolean {
  const providers = client.configuration.SupportedIdentityProviders ?? []
  return providers.some((name) => name !== 'COGNITO') || identitiesOf(session.user).length > 0
}

export function offersRecoveryCodes(page: AccountRequest): boolean {
  const { pool } = page.request.domain
  return hasOwnSignIn(page) && pool.mfa.MfaConfiguration !== 'OFF' && extraOf(pool, 'recovery-codes')
}
