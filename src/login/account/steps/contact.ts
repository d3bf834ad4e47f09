import { refuse } from '../../../contract/refusal.ts'
import { isEmailAddress, isPhoneNumber, type ContactAttribute } from '../../../domain/users/contact.ts'
import { findContactNeed, removeContact } from '../../../flows/users/remove-contact.ts'
import { updateAttributes } from '../../../flows/users/update-attributes.ts'
import { requestAttributeCode } from '../../../flows/users/verify-attribute.ts'
import type { Ports } from '../../../ports/ports.ts'
import type { Html } from '../../view/html.ts'
import type { PageAnswer } from '../../request/page-answer.ts'
import type { Problem } from '../../view/view.ts'
import type { AccountPage, AccountRequest } from '../account-page.ts'
import { after, done, shown } from '../answers.ts'
import { contactPaths } from '../contact-paths.ts'
import { canRemove, canWrite } from '../offers.ts'
import { pageOwner } from '../page-owner.ts'
import { contactPage } from '../pages/contact-page.ts'
import { contactCode } from './contact-code.ts'
import { callerOf } from '../../../flows/users/account-holder.ts'

/** The pages that change an address: the new one, and the code that was sent to it. */
export const email: readonly AccountPage[] = [contact('email'), contactCode('email')]
export const phone: readonly AccountPage[] = [contact('phone_number'), contactCode('phone_number')]

function contact(attribute: ContactAttribute): AccountPage {
  return {
    path: contactPaths[attribute],
    isGuarded: true,
    isOffered: (page) => canWrite(page, attribute),
    show: (page) => shown(page, drawn(page, attribute, { value: '', problems: [] })),
    submit: (page, ports) => {
      const action = page.form.get('action')
      if (action === 'remove') return remove(page, ports, attribute)
      return action === 'verify' ? sendAgain(page, ports, attribute) : change(page, ports, attribute)
    },
  }
}

async function change(page: AccountRequest, ports: Ports, attribute: ContactAttribute): Promise<PageAnswer> {
  const { client, request, session, view } = page
  const { errors, account } = view.messages
  const value = page.form.get(attribute)?.trim() ?? ''
  const again = (problems: readonly Problem[]): Html => drawn(page, attribute, { value, problems })
  const isWellFormed = attribute === 'email' ? isEmailAddress(value) : isPhoneNumber(value)
  const text = attribute === 'email' ? errors.emailFormat : errors.phoneFormat
  const isSame = value === session.user.attributes[attribute]
  if (!isWellFormed || isSame) {
    const problem = { field: attribute, text: isSame ? account.contactSame : text }
    return { kind: 'page', status: 422, html: again([problem]) }
  }
  const update = updateAttributes(ports, refuse, {
    pool: request.domain.pool,
    user: session.user,
    attributes: [{ Name: attribute, Value: value }],
    writer: { by: 'user', writable: client.configuration.WriteAttributes, isVerifyingFirst: true },
    caller: callerOf({ client, request: request.facts }),
    clientMetadata: undefined,
  })
  return after(page, update, { again, next: () => toCode(attribute) })
}

/** Another code, for the address that waits for one or for the one that nobody has verified. */
async function sendAgain(page: AccountRequest, ports: Ports, attribute: ContactAttribute): Promise<PageAnswer> {
  const { client, request, session } = page
  const sending = requestAttributeCode(ports, refuse, {
    pool: request.domain.pool,
    user: session.user,
    attribute,
    caller: callerOf({ client, request: request.facts }),
    clientMetadata: undefined,
  })
  return after(page, sending, {
    again: (problems) => drawn(page, attribute, { value: '', problems }),
    next: () => toCode(attribute),
  })
}

async function remove(page: AccountRequest, ports: Ports, attribute: ContactAttribute): Promise<PageAnswer> {
  const { client } = page
  const { account } = page.view.messages
  const again = (problems: readonly Problem[]): Html => drawn(page, attribute, { value: '', problems })
  if (!canRemove(page, attribute)) return { kind: 'go', path: contactPaths[attribute] }
  const owner = pageOwner(page)
  const need = await findContactNeed(ports, owner, attribute)
  const texts = {
    'sign-in': account.lastMethod,
    'second-step': account.contactSecondStep,
    recovery: account.contactNeeded,
  }
  if (need !== undefined) return { kind: 'page', status: 422, html: again([{ text: texts[need] }]) }
  const writer = { by: 'user', writable: client.configuration.WriteAttributes } as const
  return after(page, removeContact(ports, refuse, { ...owner, attribute, writer }), {
    again,
    next: () => done(page, '/account', attribute === 'email' ? 'emailRemoved' : 'phoneRemoved'),
  })
}

function toCode(attribute: ContactAttribute): PageAnswer {
  return { kind: 'go', path: `${contactPaths[attribute]}/code` }
}

function drawn(
  page: AccountRequest,
  attribute: ContactAttribute,
  { value, problems }: { readonly value: string; readonly problems: readonly Problem[] },
): Html {
  const { messages } = page.view
  const { account } = messages
  const { [attribute]: current, [`${attribute}_verified`]: flag } = page.session.user.attributes
  const isEmail = attribute === 'email'
  return contactPage(page, {
    path: contactPaths[attribute],
    title: isEmail ? account.emailTitle : account.phoneTitle,
    field: {
      name: attribute,
      label: isEmail ? account.newEmail : account.newPhone,
      type: isEmail ? 'email' : 'tel',
      value,
      autocomplete: isEmail ? 'email' : 'tel',
      required: true,
      autofocus: true,
      isIdentifier: true,
      ...(isEmail ? {} : { hint: messages.phoneNumberHint }),
    },
    current: current === undefined ? undefined : { value: current, isVerified: flag === 'true' },
    isRemovable: canRemove(page, attribute),
    problems,
  })
}
