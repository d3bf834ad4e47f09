import type { CDPSession, Page } from 'playwright-core'

/** What makes and keeps the passkeys of one browser tab. */
export interface VirtualAuthenticator {
  readonly devTools: CDPSession
  readonly authenticatorId: string
}

/** An authenticator of the tab's own (the WebAuthn domain of the DevTools protocol), which says yes to everything. */
export async function addVirtualAuthenticator(page: Page, options: object = {}): Promise<VirtualAuthenticator> {
  const devTools = await page.context().newCDPSession(page)
  await devTools.send('WebAuthn.enable', { enableUI: false })
  const { authenticatorId } = await devTools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
      ...options,
    },
  })
  return { devTools, authenticatorId }
}
