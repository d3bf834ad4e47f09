import { confirmUserAttribute, fetchUserAttributes, updateUserAttributes } from 'aws-amplify/auth'

import { element } from '../dom.ts'
import { form } from '../form.ts'
import { say } from '../status.ts'
import { section } from './section.ts'

export async function profileSection(): Promise<HTMLElement> {
  const { name = '', email = '' } = await fetchUserAttributes()
  const pending = element('div')
  const edit = form({
    id: 'profile',
    fields: [
      { name: 'name', label: 'Name', autocomplete: 'name', value: name, isOptional: true },
      {
        name: 'email',
        label: 'E-mail',
        type: 'email',
        autocomplete: 'email',
        value: email,
        hint: 'A new address counts once you have entered the code that we send there.',
      },
    ],
    submit: 'Save',
    onSubmit: async (values) => {
      const changed = {
        ...(values.name !== name && { name: values.name ?? '' }),
        ...(values.email !== email && { email: values.email ?? '' }),
      }
      if (Object.keys(changed).length === 0) return say('Nothing has changed.')
      const results = await updateUserAttributes({ userAttributes: changed })
      const needsCode = results.email?.nextStep.updateAttributeStep === 'CONFIRM_ATTRIBUTE_WITH_CODE'
      pending.replaceChildren(needsCode ? emailCode(pending) : '')
      if (!needsCode) say('Saved.')
    },
  })
  return section('profile-title', 'Profile', edit, pending)
}

function emailCode(place: HTMLElement): HTMLElement {
  return form({
    id: 'address',
    lead: 'Enter the code from the e-mail that we sent to the new address.',
    fields: [{ name: 'code', label: 'Code', autocomplete: 'one-time-code', isCode: true }],
    submit: 'Confirm the address',
    onSubmit: async ({ code = '' }) => {
      await confirmUserAttribute({ userAttributeKey: 'email', confirmationCode: code })
      place.replaceChildren()
      say('The new address is confirmed.')
    },
  })
}
