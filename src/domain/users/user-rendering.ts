import type { AttributeType, UserType } from '../../contract/shapes.gen.ts'
import { renderMfaOptions, type MfaOptionsRendering } from './mfa-options.ts'
import type { User } from './user.ts'

/** The members that AdminGetUser and GetUser add for second factors; absent when there are none. */
export interface MfaRendering extends MfaOptionsRendering {
  readonly PreferredMfaSetting: string | undefined
  readonly UserMFASettingList: readonly string[] | undefined
}

/**
 * Attributes as Cognito lists them: as written, `*_verified` after its base, custom ones later, `sub` last. `only`
 * narrows them; without it all are shown.
 */
export function renderAttributes(
  user: Pick<User, 'sub' | 'attributes'>,
  only: readonly string[] | undefined,
): readonly AttributeType[] {
  const names = Object.keys(user.attributes)
  const custom = names.filter(isCustom)
  const standard = names.filter((name) => !isCustom(name) && !isFlagOfShownBase(name, user.attributes))
  const ordered = standard.flatMap((name) => [name, ...flagOf(name, user.attributes)])
  return [...ordered, ...custom, 'sub']
    .filter((name) => !only || only.includes(name))
    .map((name) => ({ Name: name, Value: name === 'sub' ? user.sub : user.attributes[name] }))
}

/** The attributes that a client may read. Cognito: it may always read `sub`. */
export function renderReadableAttributes(
  user: Pick<User, 'sub' | 'attributes'>,
  readable: readonly string[] | undefined,
): readonly AttributeType[] {
  return renderAttributes(user, readable && [...readable, 'sub'])
}

/** A user of AdminCreateUser, ListUsers and ListUsersInGroup; without attributes to show the member is absent. */
export function renderUser(user: User, only: readonly string[] | undefined): UserType {
  const attributes = renderAttributes(user, only)
  return {
    Username: user.username,
    Attributes: attributes.length > 0 ? attributes : undefined,
    UserCreateDate: user.createdAt,
    UserLastModifiedDate: user.updatedAt,
    Enabled: user.enabled,
    UserStatus: user.status,
    ...renderMfaOptions(user),
  }
}

export function renderMfa(user: User): MfaRendering {
  return {
    ...renderMfaOptions(user),
    PreferredMfaSetting: user.preferredMfaFactor,
    UserMFASettingList: user.mfaFactors.length > 0 ? user.mfaFactors : undefined,
  }
}

function isCustom(name: string): boolean {
  return name.startsWith('custom:') || name.startsWith('dev:')
}

function flagOf(name: string, attributes: User['attributes']): readonly string[] {
  return attributes[`${name}_verified`] === undefined ? [] : [`${name}_verified`]
}

function isFlagOfShownBase(name: string, attributes: User['attributes']): boolean {
  return name.endsWith('_verified') && attributes[name.slice(0, -'_verified'.length)] !== undefined
}
