import type { Page } from 'playwright-core'

export interface Tokens {
  readonly AccessToken: string
  readonly RefreshToken?: string
  readonly NewDeviceMetadata?: { readonly DeviceKey: string }
}

/** What the pool hands the page, in the order in which it does: the page itself shows its tokens to nobody. */
export function watchIssuedTokens(page: Page, identityUrl: string): readonly Tokens[] {
  const issued: Tokens[] = []
  page.on('response', async (response) => {
    if (!response.url().startsWith(identityUrl) || response.request().method() !== 'POST') return
    const body = (await response.json().catch(() => ({}))) as { readonly AuthenticationResult?: Tokens }
    if (body.AuthenticationResult) issued.push(body.AuthenticationResult)
  })
  return issued
}
