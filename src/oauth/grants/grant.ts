import type { AppClient } from '../../domain/app-clients/app-client.ts'
import type { RequestFacts } from '../../domain/request-facts.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { Ports } from '../../ports/ports.ts'
import type { OAuthForm } from '../read-form.ts'
import type { OAuthError } from '../responses.ts'

export type GrantPorts = Pick<Ports, 'addresses' | 'clock' | 'functions' | 'log' | 'random' | 'sealing' | 'storage'>

export interface GrantRequest {
  readonly pool: UserPool
  /** Authenticated: whether it may use this grant is for the grant to say. */
  readonly client: AppClient
  readonly form: OAuthForm
  /** Of the key that the client has proven to hold. */
  readonly keyThumbprint: string | undefined
  readonly facts: RequestFacts
}

/** The answer's members in Cognito's order; those that are undefined stay out of it. */
export interface Granted {
  readonly kind: 'granted'
  readonly tokens: {
    readonly id_token: string | undefined
    readonly access_token: string
    readonly refresh_token: string | undefined
    readonly expires_in: number
    readonly token_type: 'Bearer'
  }
}

/** One value of `grant_type`. */
export type Grant = (ports: GrantPorts, request: GrantRequest) => Promise<Granted | OAuthError>
