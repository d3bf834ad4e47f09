import { ownRevocations } from '../../../src/compose/tokens/own-revocations.ts'
import { follow, heardAll, openFeed } from './feed-under-test.ts'
import { revocationsConformance } from './revocations-conformance.ts'

revocationsConformance('the store of an installation', async (ports) => ({
  revocations: ownRevocations(ports),
  settle: async () => {},
  [Symbol.asyncDispose]: async () => {},
}))

revocationsConformance('a feed that is followed', async (ports, issuers) => {
  await using opened = new AsyncDisposableStack()
  const feed = opened.use(await openFeed(ports))
  const revocations = opened.use(await follow(feed, ports))
  await revocations.requireIssuers(issuers)
  const all = opened.move()
  return {
    revocations,
    settle: () => heardAll(revocations, ports),
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  }
})

revocationsConformance('a feed that is read after all of it', async (ports, issuers) => {
  await using opened = new AsyncDisposableStack()
  const feed = opened.use(await openFeed(ports))
  const early = opened.use(await follow(feed, ports))
  await early.requireIssuers(issuers)
  let late = early
  const all = opened.move()
  return {
    revocations: { isRevoked: (claims) => late.isRevoked(claims) },
    async settle() {
      // The pool may be gone by now: its issuer was taken before.
      late = all.use(await follow(feed, ports))
      await late.requireIssuers(issuers).catch(() => undefined)
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  }
})
