import { isLowerPlan, planOf } from '../../domain/user-pools/feature-plan.ts'
import { findParameter, type AuthorizationDraft } from './authorization-draft.ts'
import type { AuthorizationRequest } from './authorization-request.ts'

/** Cognito: below Essentials nobody hears that these parameters do nothing (cognito-web contract, section 4.5). */
export function hasStepUp({ domain }: Pick<AuthorizationDraft, 'domain'>): boolean {
  return !isLowerPlan(planOf(domain.pool.configuration), 'ESSENTIALS')
}

/** How sure of the person the client wants to be, and how lately they must have signed in. */
export function readStepUp(draft: AuthorizationDraft): Pick<AuthorizationRequest, 'acrValues' | 'maxAge'> {
  if (!hasStepUp(draft)) return { acrValues: [], maxAge: undefined }
  const wished = findParameter(draft, 'acr_values')?.split(' ') ?? []
  const maxAge = findParameter(draft, 'max_age')
  return {
    acrValues: wished.filter((value) => value !== ''),
    maxAge: maxAge === undefined ? undefined : Number(maxAge),
  }
}
