import type { AppClient } from '../domain/app-clients/app-client.ts'
import { isOAuthFlowAllowed } from '../domain/authorization/oauth-flows.ts'
import { extraOf } from '../domain/extras/extras.ts'
import type { UserPool } from '../domain/user-pools/user-pool.ts'

/** Whether the client may sign people in on devices. They go through its sign-in pages, which the code flow is for. */
export function isDeviceClient(pool: UserPool, client: AppClient): boolean {
  return extraOf(pool, 'device-grant', client) && isOAuthFlowAllowed(client, 'code')
}
