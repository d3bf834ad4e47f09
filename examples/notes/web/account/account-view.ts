import { element } from '../dom.ts'
import { deviceSection } from './devices.ts'
import { authenticatorSection } from './authenticator.ts'
import { passwordSection } from './password.ts'
import { profileSection } from './profile.ts'
import { everywhereSection } from './sign-out-everywhere.ts'

/** Everything about one's own account, each part in a section of its own. */
export async function accountView(): Promise<HTMLElement> {
  const sections = await Promise.all([profileSection(), passwordSection(), authenticatorSection(), deviceSection()])
  return element('div', { class: 'account' }, ...sections, everywhereSection())
}
