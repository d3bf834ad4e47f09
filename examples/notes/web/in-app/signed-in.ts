import { getCurrentUser, signOut } from 'aws-amplify/auth'

import { accountView } from '../account/account-view.ts'
import { element, part } from '../dom.ts'
import { messageOf } from '../messages.ts'
import { notesView } from '../notes-view.ts'
import { say } from '../status.ts'
import { createTokenApi } from './amplify.ts'
import type { InApp, Step } from './app.ts'

/** The notes, with the tokens in this page's memory: reloading the page signs out. */
export const signedIn: Step = async (app) => {
  const { username } = await getCurrentUser()
  const leave = element('button', { type: 'button' }, 'Sign out')
  leave.addEventListener('click', () => {
    signOut().then(
      () => location.reload(),
      (error: unknown) => say(messageOf(error)),
    )
  })
  part('who').replaceChildren(element('span', { class: 'user' }, username), leave)
  app.goTo(notesStep)
}

const notesStep: Step = (app) => {
  app.show(
    'Your notes',
    tabs(app, 'notes'),
    notesView(createTokenApi(app.config), () => location.reload()),
  )
}

const accountStep: Step = async (app) => {
  app.show('Your account', tabs(app, 'account'), await accountView())
}

function tabs(app: InApp, current: 'notes' | 'account'): HTMLElement {
  const tab = (name: 'notes' | 'account', text: string, step: Step) => {
    const button = element('button', { type: 'button', 'aria-current': current === name && 'page' }, text)
    button.addEventListener('click', () => app.goTo(step))
    return button
  }
  return element(
    'nav',
    { class: 'tabs', 'aria-label': 'Pages' },
    tab('notes', 'Notes', notesStep),
    tab('account', 'Account', accountStep),
  )
}
