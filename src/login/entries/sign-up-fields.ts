import { requiredAttributes } from '../../domain/users/attribute-schema.ts'
import { usernameMode } from '../../domain/users/user-alias.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import { attributeField } from './attribute-field.ts'
import type { PageRequest } from '../drawing/page.ts'
import type { Field } from '../parts/field.ts'

/** What a sign-up asks for besides the password. */
export function signUpFields({ request, view, form }: PageRequest): readonly Field[] {
  const { pool } = request.domain
  const value = form.get('username')
  const username: Field = {
    name: 'username',
    label: view.messages.username,
    autocomplete: 'username',
    required: true,
    isIdentifier: true,
    ...(value === undefined ? {} : { value }),
  }
  const attributes = signUpAttributes(pool).map((name) => attributeField(view.messages, name, form.get(name)))
  return usernameMode(pool) === 'attribute' ? attributes : [username, ...attributes]
}

/** What the pool requires, with the address that the code goes to and, where people sign in by one, that address. */
export function signUpAttributes(pool: UserPool): readonly string[] {
  const { AutoVerifiedAttributes = [], UsernameAttributes = [] } = pool.configuration
  const names = new Set(requiredAttributes(pool))
  const login = UsernameAttributes[0]
  if (login && !UsernameAttributes.some((name) => names.has(name))) names.add(login)
  const contact = AutoVerifiedAttributes[0]
  if (contact && !AutoVerifiedAttributes.some((name) => names.has(name))) names.add(contact)
  return [...names]
}

export function signUpName({ request, form }: PageRequest): string {
  const { pool } = request.domain
  if (usernameMode(pool) !== 'attribute') return form.get('username')?.trim() ?? ''
  const names = pool.configuration.UsernameAttributes ?? []
  return names.map((name) => form.get(name)?.trim()).find((value) => value) ?? ''
}
