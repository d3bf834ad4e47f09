import { isPasskeyUseful } from '../../domain/user-pools/passkey-offer.ts'
import { askForAnyPasskey } from '../../flows/sign-in/starts/sign-in-with-passkey.ts'
import type { Ports } from '../../ports/ports.ts'
import type { Html } from '../view/html.ts'
import type { PageRequest } from '../drawing/page.ts'
import { signInPage, type SignInPage } from '../pages/sign-in-page.ts'
import { canChoose, canRecover, canSignUp, offeredProviders, ownUsers } from './pool-offers.ts'
import { isSearchingProviders } from './provider-search.ts'
import { signInContext } from './sign-in-context.ts'
import { signInIdentifier } from '../../domain/users/sign-in-identifier.ts'
import { identifierLabel } from './identifier-texts.ts'

/** The first page of a sign-in, with all the ways in that pool and client have. */
export async function drawSignIn(
  page: PageRequest,
  ports: Ports,
  {
    email = '',
    ...content
  }: Pick<SignInPage, 'username' | 'problems' | 'notice' | 'unknownPasskey'> & { readonly email?: string },
): Promise<Html> {
  const { pool } = page.request.domain
  const providers = offeredProviders(page.client)
  const isNameFirst = canChoose(page)
  const hasPasskeys = isNameFirst && isPasskeyUseful(pool)
  return signInPage(page.view, {
    ...content,
    label: identifierLabel(page),
    identifier: signInIdentifier(pool),
    canSignUp: canSignUp(pool),
    canRecover: canRecover(pool),
    searchedEmail: (await isSearchingProviders(page, ports)) ? email : undefined,
    providers: providers.filter((name) => name !== ownUsers),
    hasPassword: providers.includes(ownUsers),
    isNameFirst,
    passkeyOptions: hasPasskeys ? await askForAnyPasskey(ports, signInContext(page)) : undefined,
  })
}
