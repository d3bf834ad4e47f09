import type { PasswordHashingAlgorithmType } from '../../contract/shapes.gen.ts'
import { isImportablePasswordHash } from '../../crypto/passwords/imported-password-hash.ts'
import { newAttributes } from '../users/new-attributes.ts'
import { newUser, realUsername } from '../users/new-user.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import type { User } from '../users/user.ts'
import { usernameFault } from '../users/username-rules.ts'
import { mfaColumn, passwordHashColumn, usernameColumn } from './csv-header.ts'

export type ImportedUser =
  | { readonly kind: 'user'; readonly user: User }
  | { readonly kind: 'fault'; readonly fault: string }

export interface ImportContext {
  readonly pool: UserPool
  readonly passwordHashingAlgorithm: PasswordHashingAlgorithmType | undefined
  readonly sub: string
  readonly createdAt: Date
}

const usernamePattern = /^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,128}$/u
const longestValue = 2048

/** The user that a row describes, or what is wrong with it, told without any of its values. */
export function importedUser(row: ReadonlyMap<string, string>, context: ImportContext): ImportedUser {
  const { pool, sub, createdAt, passwordHashingAlgorithm: algorithm } = context
  const username = row.get(usernameColumn) ?? ''
  const fault =
    (usernamePattern.test(username) ? usernameFault(pool, username) : 'The username is missing or not valid.') ??
    mfaFault(pool, row.get(mfaColumn) ?? '') ??
    formatFault(row)
  if (fault !== undefined) return { kind: 'fault', fault }

  const requested = attributesOf(row)
  const written = newAttributes(pool, { requested, username, writer: { by: 'administrator' } })
  if (written.kind === 'fault') return { kind: 'fault', fault: written.message.trim() }
  const { attributes } = written
  if (!hasVerifiedAddress(pool, attributes)) return { kind: 'fault', fault: notVerified }

  const hash = row.get(passwordHashColumn) ?? ''
  if (algorithm !== undefined && hash !== '' && !isImportablePasswordHash(algorithm, hash)) {
    return { kind: 'fault', fault: `The password hash is not one of ${algorithm} or costs too much to check.` }
  }
  const hasPassword = algorithm !== undefined && hash !== ''
  const user = newUser(pool, {
    sub,
    username: realUsername(pool, username, sub),
    status: hasPassword ? 'CONFIRMED' : 'RESET_REQUIRED',
    attributes,
    password: hasPassword ? { kind: 'imported', algorithm, hash } : undefined,
    createdAt,
  })
  const usesSms = isTrue(row.get(mfaColumn)) && pool.mfa.SmsMfaConfiguration !== undefined && attributes['phone_number']
  return { kind: 'user', user: usesSms ? { ...user, mfaFactors: ['SMS_MFA'], preferredMfaFactor: 'SMS_MFA' } : user }
}

const notVerified =
  'The User Record does not set any of the auto verified attributes to true. (Example: email_verified to true).'

/** Cognito: with MFA required it is true for everybody, and with MFA off for nobody. */
function mfaFault(pool: UserPool, value: string): string | undefined {
  if (!/^(true|false)$/i.test(value)) return `${mfaColumn} must be true or false.`
  const { MfaConfiguration = 'OFF' } = pool.mfa
  if (MfaConfiguration === 'ON' && !isTrue(value)) return `${mfaColumn} must be true: the user pool requires MFA.`
  if (MfaConfiguration === 'OFF' && isTrue(value)) return `${mfaColumn} must be false: the user pool has no MFA.`
  return undefined
}

function formatFault(row: ReadonlyMap<string, string>): string | undefined {
  const [long] = [...row].find(([, value]) => value.length > longestValue) ?? []
  if (long !== undefined) return `${long} is longer than ${longestValue} characters.`
  const birthdate = row.get('birthdate') ?? ''
  if (birthdate !== '' && !isBirthdate(birthdate)) return 'birthdate must be a date of the form mm/dd/yyyy.'
  const updatedAt = row.get('updated_at') ?? ''
  return /^\d{0,15}$/.test(updatedAt) ? undefined : 'updated_at must be in seconds since 1970.'
}

function isBirthdate(text: string): boolean {
  const [, month, day, year] = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(text) ?? []
  const iso = `${year}-${month}-${day}`
  const date = new Date(`${iso}T00:00:00Z`)
  return year !== undefined && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso)
}

/** What the row gives; that an address which is not there is not verified says nothing. */
function attributesOf(row: ReadonlyMap<string, string>): Map<string, string> {
  const given = [...row].filter(([name, value]) => value !== '' && !name.startsWith('cognito:'))
  return new Map(
    given.filter(([name, value]) => {
      const address = /^(email|phone_number)_verified$/.exec(name)?.[1]
      return address === undefined || isTrue(value) || (row.get(address) ?? '') !== ''
    }),
  )
}

function hasVerifiedAddress(pool: UserPool, attributes: Readonly<Record<string, string>>): boolean {
  const names = pool.configuration.AutoVerifiedAttributes ?? []
  return names.some((name) => attributes[name] !== undefined && attributes[`${name}_verified`] === 'true')
}

function isTrue(value: string | undefined): boolean {
  return value?.toLowerCase() === 'true'
}
