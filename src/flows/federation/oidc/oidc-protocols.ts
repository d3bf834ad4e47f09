import type { IdentityProviderTypeType } from '../../../contract/shapes.gen.ts'
import type { FederationProtocol } from '../federation-protocol.ts'
import { codeFlowProtocol } from './code-flow-protocol.ts'
import { facebook } from './facebook.ts'
import { google } from './google.ts'
import { loginWithAmazon } from './login-with-amazon.ts'
import { oidc } from './oidc.ts'
import { signInWithApple } from './sign-in-with-apple.ts'

export const oidcProtocols: Readonly<Record<Exclude<IdentityProviderTypeType, 'SAML'>, FederationProtocol>> = {
  OIDC: codeFlowProtocol(oidc),
  Google: codeFlowProtocol(google),
  Facebook: codeFlowProtocol(facebook),
  LoginWithAmazon: codeFlowProtocol(loginWithAmazon),
  SignInWithApple: codeFlowProtocol(signInWithApple),
}
