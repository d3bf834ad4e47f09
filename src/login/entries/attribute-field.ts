import type { Messages } from '../../messages/en.ts'
import type { Field } from '../parts/field.ts'

const types: Readonly<Record<string, NonNullable<Field['type']>>> = {
  email: 'email',
  phone_number: 'tel',
  birthdate: 'date',
}

/** What browsers call these attributes (HTML Standard, autofill field names). */
const autofill: Readonly<Record<string, string>> = {
  address: 'street-address',
  birthdate: 'bday',
  email: 'email',
  family_name: 'family-name',
  gender: 'sex',
  given_name: 'given-name',
  locale: 'language',
  middle_name: 'additional-name',
  name: 'name',
  nickname: 'nickname',
  phone_number: 'tel',
  picture: 'photo',
  preferred_username: 'nickname',
  profile: 'url',
  website: 'url',
}

/** The input for one required attribute of the pool. */
export function attributeField(messages: Messages, name: string, value: string | undefined): Field {
  const type = types[name]
  return {
    name,
    label: attributeLabel(messages, name),
    autocomplete: autofill[name] ?? 'off',
    required: true,
    ...(type ? { type } : {}),
    ...(value === undefined ? {} : { value }),
    ...(name === 'phone_number' ? { hint: messages.phoneNumberHint } : {}),
    ...(name === 'email' ? { isIdentifier: true } : {}),
  }
}

/** What people call a standard attribute; any other one is shown under its own name. */
function attributeLabel({ attributeLabels }: Messages, name: string): string {
  const labels: Readonly<Record<string, string>> = attributeLabels
  return labels[name] ?? name.replace(/^custom:/, '')
}
