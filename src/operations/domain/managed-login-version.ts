import type { Refuse } from '../../contract/refusal.ts'

/** Cognito: the model allows any number, the service two. */
export function managedLoginVersion(refuse: Refuse<'InvalidParameterException'>, version: number): 1 | 2 {
  if (version === 1 || version === 2) return version
  throw refuse('InvalidParameterException', 'ManagedLoginVersion must be 1 or 2.')
}
