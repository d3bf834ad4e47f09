import { guardedFetch } from '../../adapters/outbound/guarded-fetch.ts'
import { readSecretFile } from '../../adapters/system/secret-file.ts'
import { parseFeedKey } from '../../config/files/feed-key-file.ts'
import type { SecureGatewaySettings } from '../../config/plans/gateway-problems.ts'
import type { GatewayDefinition } from '../../gateway/definition/gateway.ts'
import { followRevocations, type FollowedRevocations } from '../../gateway/revocations/follow-revocations.ts'
import { FeedAway } from '../../gateway/revocations/revocation-feed.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Log } from '../../ports/log.ts'
import type { Random } from '../../ports/random.ts'
import { createAskFeed } from './ask-feed.ts'

/** Longer than an answer may wait. */
const answerMilliseconds = 15_000

/** Begins to follow the installation that the settings name; undefined where they name none. */
export async function openRevocations(
  settings: Pick<
    SecureGatewaySettings,
    'region' | 'revocationFeedKeyFile' | 'revocationFeedUrl' | 'revocationStaleSeconds'
  >,
  { started, ...ports }: { clock: Clock; random: Random; log: Log; started: AsyncDisposableStack },
): Promise<FollowedRevocations | undefined> {
  const {
    region,
    revocationFeedKeyFile: keyFile,
    revocationFeedUrl: url,
    revocationStaleSeconds: staleSeconds,
  } = settings
  if (url === undefined || keyFile === undefined) return undefined
  const { accessKeyId, secretAccessKey } = parseFeedKey(
    await readSecretFile(keyFile, 'file of the key to the feed of revocations'),
  )
  const credentials = { accessKeyId, secretAccessKey, sessionToken: undefined }
  // The operator names it for this very purpose.
  const named = [new URL(url).hostname.replaceAll(/[[\]]/g, '')]
  const fetch = started.use(guardedFetch({ named, timeoutMilliseconds: answerMilliseconds }))
  const ask = createAskFeed({ fetch, url, credentials, region, clock: ports.clock })
  return started.use(await followRevocations({ ...ports, ask, staleSeconds }))
}

export function isFeedAway(error: unknown): boolean {
  return error instanceof FeedAway
}

/** Whose tokens are asked about: the issuers of the stages under `sallyport:revocation`. */
export function issuersUnderRevocation({ apis }: GatewayDefinition): readonly string[] {
  const stages = apis.flatMap(({ stages: ofApi }) => [...ofApi.values()].filter(({ extras }) => extras.revocation))
  const routes = stages.flatMap(({ canary, routes: own }) => [...own, ...(canary?.routes ?? [])])
  const issuers = routes.flatMap(({ authorization }) => {
    if (authorization.kind === 'none') return []
    const { authorizer } = authorization
    if (authorizer.kind === 'jwt') return [authorizer.issuer]
    return authorizer.kind === 'cognito-user-pools' ? authorizer.issuers : []
  })
  return [...new Set(issuers)]
}
