import { refuse } from '../../../contract/refusal.ts'
import type { SchemaAttributeType } from '../../../contract/shapes.gen.ts'
import { findSchemaAttribute, valueFault } from '../../../domain/users/attribute-schema.ts'
import { isContactAttribute } from '../../../domain/users/contact.ts'
import { updateAttributes } from '../../../flows/users/update-attributes.ts'
import { attributeField } from '../../entries/attribute-field.ts'
import { entryProblem } from '../../view/entry-problem.ts'
import type { Html } from '../../view/html.ts'
import type { Field } from '../../parts/field.ts'
import type { Problem } from '../../view/view.ts'
import type { AccountPage, AccountRequest } from '../account-page.ts'
import { after, done, shown } from '../answers.ts'
import { canWrite } from '../offers.ts'
import { profilePage } from '../pages/profile-page.ts'
import { callerOf } from '../../../flows/users/account-holder.ts'

/** What the system itself writes, or pages of their own change. */
const notHere = new Set(['sub', 'email_verified', 'phone_number_verified', 'updated_at', 'identities'])
/** What people look for first. */
const common = new Set(['name', 'given_name', 'family_name', 'preferred_username'])

export const profile: AccountPage = {
  path: '/account/profile',
  isGuarded: false,
  show: (page) => shown(page, drawn(page, page.session.user.attributes, [])),
  submit: async (page, ports) => {
    const { user } = page.session
    const names = attributesOf(page).map(({ Name = '' }) => Name)
    const sent = names.flatMap((name) => {
      const value = page.form.get(name)?.trim()
      return value === undefined || value === (user.attributes[name] ?? '') ? [] : [{ name, value }]
    })
    const entered = { ...user.attributes, ...Object.fromEntries(sent.map(({ name, value }) => [name, value])) }
    const again = (problems: readonly Problem[]): Html => drawn(page, entered, problems)
    const problems = sent.flatMap(({ name, value }) => problemWith(page, name, value) ?? [])
    if (problems.length > 0) return { kind: 'page', status: 422, html: again(problems) }
    if (sent.length === 0) return done(page, '/account/profile', 'profileSaved')

    const { client, request } = page
    const update = updateAttributes(ports, refuse, {
      pool: request.domain.pool,
      user,
      attributes: sent.map(({ name, value }) => ({ Name: name, Value: value })),
      writer: { by: 'user', writable: client.configuration.WriteAttributes },
      caller: callerOf({ client, request: request.facts }),
      clientMetadata: undefined,
    })
    return after(page, update, { again, next: () => done(page, '/account/profile', 'profileSaved') })
  },
}

function attributesOf(page: AccountRequest): readonly SchemaAttributeType[] {
  const schema = page.request.domain.pool.configuration.SchemaAttributes ?? []
  return schema.filter(({ Name = '' }) => !notHere.has(Name) && !isContactAttribute(Name) && canWrite(page, Name))
}

function problemWith({ view, request }: AccountRequest, name: string, value: string): Problem | undefined {
  const { messages } = view
  const schema = findSchemaAttribute(request.domain.pool, name) ?? {}
  const { label } = attributeField(messages, name, value)
  if (value === '') return schema.Required ? { field: name, text: messages.errors.required(label) } : undefined
  if (valueFault(schema, value) !== undefined) return { field: name, text: messages.account.valueForm(label) }
  return entryProblem(messages, 'attribute', { field: name, value })
}

function drawn(page: AccountRequest, values: Readonly<Record<string, string>>, problems: readonly Problem[]): Html {
  const fields = attributesOf(page).map((schema) => {
    const { Name: name = '', Required: isRequired = false } = schema
    const value = values[name]
    return { isFirst: isRequired || Boolean(value) || common.has(name), field: inputOf(page, schema, value) }
  })
  const pick = (isFirst: boolean): readonly Field[] =>
    fields.filter((each) => each.isFirst === isFirst).map(({ field }) => field)
  return profilePage(page, { fields: pick(true), further: pick(false), problems })
}

function inputOf({ view }: AccountRequest, schema: SchemaAttributeType, value: string | undefined): Field {
  const { Name: name = '', Required: isRequired = false } = schema
  const field = attributeField(view.messages, name, value)
  // What is no date, a browser takes for none, and complains.
  const isShown = field.type !== 'date' || /^\d{4}-\d{2}-\d{2}$/.test(value ?? '')
  return { ...field, required: isRequired, ...(isShown ? {} : { value: '' }) }
}
