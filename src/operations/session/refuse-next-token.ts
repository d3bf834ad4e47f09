import type { Refuse } from '../../contract/refusal.ts'

/** Cognito: all sessions of a user come on one page, so no token was ever given out. */
export function refuseNextToken(refuse: Refuse<'InvalidParameterException'>, token: string | undefined): void {
  if (token !== undefined) throw refuse('InvalidParameterException', 'Invalid pagination token.')
}
