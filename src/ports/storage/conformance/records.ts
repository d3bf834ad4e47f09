import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import type { AccessKey } from '../../../domain/access-key.ts'
import type { AppClient } from '../../../domain/app-clients/app-client.ts'
import type { AuthEvent } from '../../../domain/risk/auth-event.ts'
import type { AuthorizationCode } from '../../../domain/authorization/authorization-code.ts'
import type { Device } from '../../../domain/devices/device.ts'
import type { Group } from '../../../domain/groups/group.ts'
import type { LoginSession } from '../../../domain/sessions/login-session.ts'
import type { OutboundMessage } from '../../../domain/messages/message.ts'
import type { Passkey } from '../../../domain/factors/passkey.ts'
import type { ResourceServer } from '../../../domain/authorization/resource-server.ts'
import type { SessionTrack } from '../../../domain/sessions/session-tracking.ts'
import type { SigningKey } from '../../../domain/user-pools/signing-key.ts'
import type { TokenFamily } from '../../../domain/sessions/token-family.ts'
import type { UserPoolDomain } from '../../../domain/user-pools/user-pool-domain.ts'
import type { UserPool } from '../../../domain/user-pools/user-pool.ts'
import type { User } from '../../../domain/users/user.ts'
import type { VerificationCode } from '../../../domain/factors/verification-code.ts'

/** Records to store, every member set, for the tests to override. */
export const noon = new Date('2026-03-01T12:00:00.000Z')

export function after(seconds: number): Date {
  return new Date(noon.getTime() + seconds * 1000)
}

let made = 0

/** A name that no other test has. */
export function fresh(prefix: string): string {
  made += 1
  return `${prefix}${String(made).padStart(6, '0')}`
}

export function aUserPool(overrides: Partial<UserPool> = {}): UserPool {
  return {
    id: fresh('eu-west-3_pool'),
    name: 'notes',
    region: 'eu-west-3',
    accountId: '123456789012',
    configuration: { Policies: { PasswordPolicy: { MinimumLength: 12 } }, LambdaConfig: {} },
    mfa: { MfaConfiguration: 'OPTIONAL', SoftwareTokenMfaConfiguration: { Enabled: true } },
    sessions: { UserSessionTracking: 'ENABLED', TokenSession: { MaxPerUser: 3 } },
    createdAt: noon,
    updatedAt: after(1),
    version: 1,
    ...overrides,
  }
}

export function aDomain(poolId: string, overrides: Partial<UserPoolDomain> = {}): UserPoolDomain {
  const customDomainConfig = { CertificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/1' }
  return { domain: fresh('notes'), poolId, customDomainConfig, managedLoginVersion: 2, createdAt: noon, ...overrides }
}

export function aResourceServer(poolId: string, overrides: Partial<ResourceServer> = {}): ResourceServer {
  const scopes = [{ name: 'read', description: 'Read notes' }]
  return { poolId, identifier: fresh('https://notes.example/'), name: 'Notes', scopes, ...overrides }
}

let keyPair: { readonly privateKey: KeyObject } | undefined

export function aSigningKey(poolId: string, overrides: Partial<SigningKey> = {}): SigningKey {
  keyPair ??= generateKeyPairSync('rsa', { modulusLength: 2048 })
  const kid = overrides.kid ?? fresh('kid')
  return {
    poolId,
    kid,
    use: 'id',
    privateKey: keyPair.privateKey,
    publicJwk: { alg: 'RS256', e: 'AQAB', kid, kty: 'RSA', n: 'n', use: 'sig' },
    createdAt: noon,
    activeAt: after(60),
    retiredAt: undefined,
    ...overrides,
  }
}

export function aClient(poolId: string, overrides: Partial<AppClient> = {}): AppClient {
  return {
    poolId,
    id: fresh('client'),
    name: 'web',
    secrets: [{ id: 'one', value: 'a client secret', createdAt: noon }],
    configuration: { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'], RefreshTokenValidity: 30 },
    sessions: { SSOSession: { MaxValidityMinutes: 5 } },
    createdAt: noon,
    updatedAt: after(1),
    version: 1,
    ...overrides,
  }
}

export function aUser(poolId: string, overrides: Partial<User> = {}): User {
  const sub = overrides.sub ?? fresh('0f0e-')
  return {
    poolId,
    sub,
    username: sub,
    status: 'CONFIRMED',
    enabled: true,
    attributes: { name: 'Ada', email: `${sub}@example.com`, email_verified: 'true' },
    pendingAttributes: { phone_number: '+4512345678' },
    password: { kind: 'srp', salt: Uint8Array.of(1, 2), verifier: Uint8Array.of(3, 4, 5) },
    passwordSetAt: noon,
    passwordHistory: [{ kind: 'argon2id', phc: '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA' }],
    mfaFactors: ['SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'],
    preferredMfaFactor: 'EMAIL_OTP',
    hasPasskeyMfa: true,
    createdAt: noon,
    updatedAt: after(1),
    version: 1,
    ...overrides,
  }
}

export function anAuthEvent(user: User, overrides: Partial<AuthEvent> = {}): AuthEvent {
  return {
    poolId: user.poolId,
    sub: user.sub,
    id: fresh('event'),
    type: 'SignIn',
    response: 'Pass',
    createdAt: noon,
    clientId: 'client',
    ipAddress: '192.0.2.7',
    userAgent: undefined,
    challenges: [{ name: 'Password', response: 'Success' }],
    risk: { decision: 'AccountTakeover', level: 'Medium', isCompromised: false },
    device: { idHash: 'hash of an id', name: 'Firefox 150, Linux', timezone: '+02:00' },
    ...overrides,
  }
}

export function aGroup(poolId: string, overrides: Partial<Group> = {}): Group {
  const optional = { description: 'People who edit', roleArn: undefined, precedence: 0 }
  return { poolId, name: fresh('editors'), ...optional, createdAt: noon, updatedAt: after(1), ...overrides }
}

export function aCode(poolId: string, overrides: Partial<VerificationCode> = {}): VerificationCode {
  return {
    poolId,
    subject: fresh('subject'),
    purpose: 'sign-up',
    codeHash: 'hash of the code',
    attribute: 'email',
    destination: 'ada@example.com',
    createdAt: noon,
    expiresAt: after(600),
    failures: 0,
    ...overrides,
  }
}

export function aDevice(user: User, overrides: Partial<Device> = {}): Device {
  return {
    poolId: user.poolId,
    sub: user.sub,
    key: fresh('eu-west-3_'),
    name: 'Laptop',
    salt: Uint8Array.of(9, 8),
    verifier: Uint8Array.of(7, 6),
    rememberedStatus: 'not_remembered',
    lastIpAddress: '192.0.2.8',
    sdk: 'aws-sdk',
    createdAt: noon,
    updatedAt: after(1),
    authenticatedAt: after(2),
    ...overrides,
  }
}

export function aPasskey(user: User, overrides: Partial<Passkey> = {}): Passkey {
  return {
    poolId: user.poolId,
    sub: user.sub,
    credentialId: fresh('credential-'),
    relyingPartyId: 'notes.example.com',
    name: 'Roaming passkey',
    label: undefined,
    aaguid: 'ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4',
    publicKey: Uint8Array.of(0xa5, 1, 2),
    signCount: 7,
    transports: ['internal', 'hybrid'],
    attachment: 'platform',
    isBackupEligible: true,
    isBackedUp: false,
    createdAt: noon,
    usedAt: undefined,
    ...overrides,
  }
}

export function aTrack(kind: 'tkn' | 'sso', overrides: Partial<SessionTrack> = {}): SessionTrack {
  const lastActive = { at: after(2), ipAddress: '192.0.2.9', userAgent: 'a browser' }
  return { sessionId: fresh(kind), createdAt: after(1), lastActive, ...overrides }
}

export function aTokenFamily(user: User, overrides: Partial<TokenFamily> = {}): TokenFamily {
  return {
    poolId: user.poolId,
    id: fresh('family'),
    clientId: 'client',
    sub: user.sub,
    eventId: 'event',
    authenticatedAt: noon,
    expiresAt: after(3600),
    scopes: ['openid', 'aws.cognito.signin.user.admin'],
    origin: 'oauth',
    deviceKey: undefined,
    amr: ['pwd'],
    acr: 'urn:cognito:loa:1',
    nonce: 'nonce',
    resource: undefined,
    keyThumbprint: 'thumbprint',
    currentTokenHash: 'first',
    previousTokenHash: undefined,
    rotatedAt: undefined,
    revokedAt: undefined,
    track: aTrack('tkn'),
    originSessionId: undefined,
    ...overrides,
  }
}

export function anAuthorizationCode(user: User, overrides: Partial<AuthorizationCode> = {}): AuthorizationCode {
  return {
    poolId: user.poolId,
    codeHash: fresh('code'),
    clientId: 'client',
    redirectUri: 'https://app.localhost/callback',
    codeChallenge: 'challenge',
    scopes: ['openid'],
    nonce: undefined,
    resource: undefined,
    sub: user.sub,
    eventId: 'event',
    amr: ['pwd', 'otp'],
    isAcrAsked: true,
    authenticatedAt: noon,
    createdAt: after(1),
    expiresAt: after(60),
    originSessionId: undefined,
    familyId: undefined,
    ...overrides,
  }
}

export function aLoginSession(user: User, overrides: Partial<LoginSession> = {}): LoginSession {
  return {
    poolId: user.poolId,
    idHash: fresh('session'),
    sub: user.sub,
    clientId: 'client',
    provider: 'COGNITO',
    authenticatedAt: noon,
    expiresAt: after(3600),
    amr: ['pwd'],
    track: aTrack('sso'),
    ...overrides,
  }
}

export function aMessage(poolId: string, overrides: Partial<OutboundMessage> = {}): OutboundMessage {
  return {
    id: fresh('message'),
    poolId,
    channel: 'EMAIL',
    to: 'ada@example.com',
    subject: 'Your code',
    text: 'Your code is 123456',
    html: undefined,
    from: 'Notes <notes@example.com>',
    replyTo: 'help@example.com',
    code: '123456',
    createdAt: noon,
    expiresAt: after(86_400),
    custom: {
      source: 'SignUp',
      userName: 'ada',
      userAttributes: { email: 'ada@example.com' },
      clientId: 'client',
      userAgent: 'agent',
      clientMetadata: { a: '1' },
    },
    ...overrides,
  }
}

export function anAccessKey(overrides: Partial<AccessKey> = {}): AccessKey {
  return {
    accessKeyId: fresh('AKIA'),
    secretAccessKey: 'an access key secret',
    principal: 'ops',
    role: 'admin',
    createdAt: noon,
    disabledAt: undefined,
    ...overrides,
  }
}
