import type { ContactAttribute } from '../../domain/users/contact.ts'

export const contactPaths: Readonly<Record<ContactAttribute, string>> = {
  email: '/account/email',
  phone_number: '/account/phone',
}
