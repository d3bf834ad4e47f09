// The other way to sign in: a form of the page's own on Amplify Auth, tokens in memory and nowhere else.
import { loadConfig } from './config.ts'
import { element, part, show } from './dom.ts'
import { configureAmplify } from './in-app/amplify.ts'
import type { InApp } from './in-app/app.ts'
import { signInStep } from './in-app/sign-in.ts'
import { messageOf } from './messages.ts'
import { say } from './status.ts'

start().catch((error: unknown) => say(messageOf(error)))

async function start(): Promise<void> {
  const config = await loadConfig()
  configureAmplify(config)
  const view = part('view')
  const app: InApp = {
    config,
    show: (title, ...children) => show(view, title, ...children),
    goTo: (step) => {
      Promise.try(step, app).catch((error: unknown) => say(messageOf(error)))
    },
    link: (text, step) => {
      const link = element('button', { type: 'button', class: 'link' }, text)
      link.addEventListener('click', () => app.goTo(step))
      return link
    },
  }
  app.goTo(signInStep)
}
