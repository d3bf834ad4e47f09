import { html, type Html } from '../html.ts'
import type { View } from '../view.ts'

/** Cognito names these itself; others are called as the pool calls them. */
const knownNames: Readonly<Record<string, string>> = {
  LoginWithAmazon: 'Amazon',
  SignInWithApple: 'Apple',
}

/** One button for each identity provider: each begins the same authorization anew, with that provider. */
export function providerButtons(view: View, names: readonly string[]): Html {
  const buttons = names.map((name) => {
    const label = view.messages.continueWith(knownNames[name] ?? name)
    return html`<a class="button quiet" href="${providerAddress(view, name)}">${label}</a>`
  })
  return html`<div class="actions providers">${buttons}</div>`
}

function providerAddress({ basePath, query }: View, name: string): string {
  const parameters = new URLSearchParams(query)
  parameters.delete('idp_identifier')
  parameters.set('identity_provider', name)
  return `${basePath}/oauth2/authorize?${parameters.toString()}`
}
