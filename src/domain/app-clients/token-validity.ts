import type { TokenValidityUnitsType } from '../../contract/shapes.gen.ts'
import type { AppClientConfiguration } from './app-client.ts'

type Unit = NonNullable<TokenValidityUnitsType['AccessToken']>

const secondsPerUnit: Readonly<Record<Unit, number>> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 }
const defaultRefreshSeconds = 30 * 86_400

export interface TokenValidity {
  readonly accessTokenSeconds: number
  readonly idTokenSeconds: number
  readonly refreshTokenSeconds: number
}

/** How long the client's tokens live, with Cognito's defaults and units (contract, section 4.1). */
export function tokenValidity(configuration: AppClientConfiguration): TokenValidity {
  const units = configuration.TokenValidityUnits ?? {}
  return {
    accessTokenSeconds: (configuration.AccessTokenValidity ?? 0) * secondsPerUnit[units.AccessToken ?? 'hours'] || 3600,
    idTokenSeconds: (configuration.IdTokenValidity ?? 0) * secondsPerUnit[units.IdToken ?? 'hours'] || 3600,
    refreshTokenSeconds:
      (configuration.RefreshTokenValidity ?? 0) * secondsPerUnit[units.RefreshToken ?? 'days'] || defaultRefreshSeconds,
  }
}

/** The default of thirty days, counted in the client's unit. */
export function defaultRefreshTokenValidity({ RefreshToken: unit = 'days' }: TokenValidityUnitsType = {}): number {
  return defaultRefreshSeconds / secondsPerUnit[unit]
}

export function isTokenValidityInRange(validity: TokenValidity): boolean {
  const { accessTokenSeconds, idTokenSeconds, refreshTokenSeconds } = validity
  const shortTokens = [accessTokenSeconds, idTokenSeconds].every((seconds) => seconds >= 300 && seconds <= 86_400)
  return shortTokens && refreshTokenSeconds >= 3600 && refreshTokenSeconds <= 3650 * 86_400
}
