import { changeAttributes } from '../../../domain/users/attribute-changes.ts'
import { requestedAttributes } from '../../../domain/users/attribute-fault.ts'
import { requiredAttributes } from '../../../domain/users/attribute-schema.ts'
import { passwordHistoryAfterChange } from '../../../domain/passwords/password-history.ts'
import { userAttributePrefix } from '../../../domain/sign-in/factors/new-password-required.ts'
import { refused, type SignInRefusal } from '../../../domain/sign-in/refusal-reason.ts'
import type { UserPool } from '../../../domain/user-pools/user-pool.ts'
import type { User } from '../../../domain/users/user.ts'
import { judgeNewPassword, namesOf } from '../../passwords/judge-new-password.ts'
import { makeCredential } from '../../passwords/make-password-credential.ts'
import { noticesOfAddresses } from '../../notices/notice-of-change.ts'
import { passwordKind } from '../../passwords/password-kind.ts'
import { nothingToPrepare, type Answer, type FactorWork } from '../proofs/factor-work.ts'
import { repeatedPassword } from '../proofs/repeated-password.ts'
import { updateOf } from '../proofs/with-mfa-factor.ts'

/** The user's own password in the place of the one that an administrator set. A refused one costs nothing. */
export const newPasswordRequired: FactorWork<'NEW_PASSWORD_REQUIRED'> = {
  carrier: 'session',
  prepare: nothingToPrepare,
  judge: async (ports, answer, user) => {
    const { pool, client, request } = answer.context
    // Somebody confirmed the user meanwhile: their password is not to be overwritten by whoever had the old one.
    if (user.status !== 'FORCE_CHANGE_PASSWORD') return { kind: 'over', refusal: refused('session-invalid') }
    const password = answer.responses.NEW_PASSWORD ?? ''
    const { fault } = await judgeNewPassword(ports, {
      pool,
      password,
      occasion: 'replaced',
      names: [...namesOf(user), client.name],
      chosen: { clientId: client.id, event: 'PASSWORD_CHANGE' },
    })
    if (fault !== undefined) return refused('weak-password', fault)
    const changed = changedAttributes(answer, user)
    if (changed.kind === 'refused') return changed
    const repeated = await repeatedPassword(ports, pool, user, password)
    if (repeated !== undefined) return repeated

    const kind = await passwordKind(ports, pool, client)
    const { username } = user
    const work = await ports.passwordWork.run(() => makeCredential(ports, { kind, pool, username, password }))
    if (work.kind === 'busy') return refused('busy')
    const now = ports.clock.now()
    const confirmed: User = {
      ...user,
      attributes: changed.attributes,
      pendingAttributes: changed.pendingAttributes,
      status: 'CONFIRMED',
      password: work.result,
      passwordSetAt: now,
      passwordHistory: passwordHistoryAfterChange(pool, user),
      updatedAt: now,
      version: user.version + 1,
    }
    return {
      kind: 'accepted',
      event: { kind: 'password-replaced' },
      writes: [
        updateOf(pool, confirmed),
        ...(await noticesOfAddresses(ports, { pool, user, language: request.language }, confirmed.attributes)),
      ],
      user: confirmed,
    }
  },
}

type ChangedAttributes = { readonly kind: 'changed' } & Pick<User, 'attributes' | 'pendingAttributes'>

function changedAttributes(
  { context: { pool, client }, responses }: Answer,
  user: User,
): ChangedAttributes | SignInRefusal {
  const given = Object.entries(responses)
    .filter(([member]) => member.startsWith(userAttributePrefix))
    .map(([member, value]) => ({ Name: member.slice(userAttributePrefix.length), Value: value }))
  const missing = requiredAttributes(pool).filter((name) => !user.attributes[name])
  const absent = missing.find((name) => !given.some(({ Name, Value }) => Name === name && Value !== ''))
  if (absent !== undefined) return refused('attribute-invalid', `Invalid attributes given, ${absent} is missing`)

  const writer = { by: 'user', writable: client.configuration.WriteAttributes } as const
  const change = changeAttributes(withFirstValues(pool, missing), user, requestedAttributes(given), writer)
  if (change.kind === 'fault') {
    const reason = change.exception === 'NotAuthorizedException' ? 'attribute-not-writable' : 'attribute-invalid'
    return refused(reason, change.message)
  }
  return { kind: 'changed', attributes: change.attributes, pendingAttributes: change.pendingAttributes }
}

/** A required attribute that cannot be changed can be given its first value: nobody could sign in otherwise. */
function withFirstValues(pool: UserPool, missing: readonly string[]): UserPool {
  const schema = pool.configuration.SchemaAttributes?.map((attribute) =>
    missing.includes(attribute.Name ?? '') ? { ...attribute, Mutable: true } : attribute,
  )
  return { ...pool, configuration: { ...pool.configuration, SchemaAttributes: schema } }
}
