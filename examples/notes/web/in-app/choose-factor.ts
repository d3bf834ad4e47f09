import { element } from '../dom.ts'
import { form } from '../form.ts'
import type { InApp } from './app.ts'
import type { SignInFacts } from './sign-in-facts.ts'
import { startOver } from './start-over.ts'

export type Factor = 'SMS' | 'TOTP' | 'EMAIL'

const factorNames: Readonly<Record<Factor, string>> = {
  SMS: 'A code by text message',
  TOTP: 'A code from your authenticator app',
  EMAIL: 'A code by e-mail',
}

export function chooseFactor(
  app: InApp,
  factors: readonly Factor[],
  choose: (factor: Factor) => Promise<void>,
  facts: SignInFacts,
): void {
  const choices = factors.map((factor) => {
    const button = form({ fields: [], submit: factorNames[factor], onSubmit: async () => choose(factor) })
    return element('li', {}, button)
  })
  app.show(
    'How do you want to prove that it is you?',
    element('ul', { class: 'choices' }, ...choices),
    startOver(app, facts.restart),
  )
}
