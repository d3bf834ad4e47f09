import { html, type Html } from '../view/html.ts'
import type { View } from '../view/view.ts'
import { providerIcon } from './provider-icon.ts'

/** Cognito names these itself; others are called as the pool calls them. */
const knownNames: Readonly<Record<string, string>> = {
  LoginWithAmazon: 'Amazon',
  SignInWithApple: 'Apple',
}

/** One button for each identity provider: each begins the same authorization anew, with that provider. */
export function providerButtons(view: View, names: readonly string[]): Html {
  const buttons = inOrder(names, view.look.layout.federation.order).map((name) => {
    const label = view.messages.continueWith(knownNames[name] ?? name)
    return html`<a
      class="button provider ${classicName(name)}"
      data-provider="${name}"
      href="${providerAddress(view, name)}"
      >${providerIcon(view, name, knownNames[name] ?? name)}<span>${label}</span></a
    >`
  })
  return html`<div class="actions providers">${buttons}</div>`
}

/** Those that the style puts in an order, then the others. */
function inOrder(names: readonly string[], order: readonly string[]): readonly string[] {
  return [...new Set([...order.filter((name) => names.includes(name)), ...names])]
}

/** Cognito: the classic pages tell social providers from others. */
function classicName(name: string): string {
  const isSocial = ['Facebook', 'Google', ...Object.keys(knownNames)].includes(name)
  return isSocial ? 'socialButton-customizable' : 'idpButton-customizable'
}

function providerAddress({ basePath, query }: View, name: string): string {
  const parameters = new URLSearchParams(query)
  parameters.delete('idp_identifier')
  parameters.set('identity_provider', name)
  return `${basePath}/oauth2/authorize?${parameters.toString()}`
}
