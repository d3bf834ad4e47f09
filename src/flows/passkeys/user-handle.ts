/** `user.id` of a user's passkeys, in base64url. Cognito: the `sub`, as text. */
export function userHandle(sub: string): string {
  return Buffer.from(sub).toString('base64url')
}
