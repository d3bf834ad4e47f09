import type { AppClient } from '../app-clients/app-client.ts'

const defaultSessionMinutes = 3

/** How long each challenge of a sign-in waits for its answer. */
export function signInSessionSeconds({ configuration }: AppClient): number {
  return (configuration.AuthSessionValidity ?? defaultSessionMinutes) * 60
}

export function isRotatingRefreshTokens({ configuration }: AppClient): boolean {
  return configuration.RefreshTokenRotation?.Feature === 'ENABLED'
}

/** Whether tokens name their family. Cognito: rotated ones do, whatever EnableTokenRevocation says. */
export function isRevocable(client: AppClient): boolean {
  return client.configuration.EnableTokenRevocation !== false || isRotatingRefreshTokens(client)
}

export function isHidingUserExistence({ configuration }: AppClient): boolean {
  return configuration.PreventUserExistenceErrors === 'ENABLED'
}
