import { lockoutPolicy } from '../../../domain/passwords/lockout-policy.ts'
import type { GuardCase } from './guard-case.ts'
import { alias } from './given.ts'
import { aBranding, aUiCustomization } from './records-of-branding.ts'
import { anIdentityProvider } from './records-of-providers.ts'
import { encryptionKeyGuards } from './encryption-keys.ts'
import { aLogRecord } from './records-of-threats.ts'
import * as make from './records.ts'
import { brandingGuards, looksOfNobody } from './guards-of-branding.ts'
import { passkeyGuards } from './guards-of-passkeys.ts'
import { consentGuards, consentToNobody } from './consents.ts'
import { deletionPlanGuards } from './deletion-plans.ts'
import { messageGuards } from './messages.ts'
import { pendingSignInGuards } from './pending-sign-ins.ts'
import { providerGuards } from './guards-of-providers.ts'
import { nodeGuards } from './nodes.ts'
import { quotaUseGuards } from './quota-uses.ts'
import { replicaGuards } from './replicas.ts'
import { anImportJob, importGuards } from './user-imports.ts'
import { sessionGuards } from './guards-of-sessions.ts'
import type { GuardName } from '../storage.ts'

/** How each guard fails. A guard without a case does not compile. */
export const guardCases: Readonly<Record<GuardName, Readonly<Record<string, GuardCase>>>> = {
  ...encryptionKeyGuards,
  ...consentGuards,
  ...deletionPlanGuards,
  ...brandingGuards,
  ...providerGuards,
  ...sessionGuards,
  ...passkeyGuards,
  ...messageGuards,
  ...pendingSignInGuards,
  ...quotaUseGuards,
  ...nodeGuards,
  ...replicaGuards,
  ...importGuards,

  'auth-event-exists': {
    'feedback on none': ({ poolId, user: { sub } }) => ({
      fails: {
        write: 'recordFeedback',
        poolId,
        sub,
        eventId: 'none',
        feedback: { value: 'Valid', provider: 'User', at: make.noon },
      },
    }),
  },
  'alias-free': {
    'a new user with a name that is taken': ({ poolId, user }) => ({
      fails: { write: 'createUser', user: make.aUser(poolId), aliases: [alias('mine'), alias(user.sub)] },
      alias: alias(user.sub),
    }),
    'a user who takes the name of another': ({ poolId, user }) => {
      const other = make.aUser(poolId)
      const aliases = [alias(other.sub), alias(user.sub)]
      return {
        given: [{ write: 'createUser', user: other, aliases: [alias(other.sub)] }],
        fails: { write: 'updateUser', user: { ...other, version: 2 }, aliases },
        alias: alias(user.sub),
      }
    },
  },
  'user-version': {
    'an update of an old copy': ({ user }) => ({
      given: [{ write: 'updateUser', user: { ...user, version: 2 }, aliases: [] }],
      fails: { write: 'updateUser', user: { ...user, version: 2 }, aliases: [] },
    }),
    'an update of nobody': ({ poolId }) => ({
      fails: { write: 'updateUser', user: make.aUser(poolId, { version: 2 }), aliases: [] },
    }),
  },
  'user-exists': {
    'deleting nobody': ({ poolId }) => ({ fails: { write: 'deleteUser', poolId, sub: 'nobody' } }),
    'a member who is nobody': ({ poolId }) => {
      const group = make.aGroup(poolId)
      const { name } = group
      return {
        given: [{ write: 'createGroup', group }],
        fails: { write: 'addUserToGroup', poolId, name, sub: 'nobody', at: make.noon },
      }
    },
    'a device of nobody': ({ poolId }) => ({
      fails: { write: 'createDevice', device: make.aDevice(make.aUser(poolId)) },
    }),
    'a passkey of nobody': ({ poolId }) => ({
      fails: { write: 'createPasskey', passkey: make.aPasskey(make.aUser(poolId)) },
    }),
    'a software token of nobody': ({ poolId }) => ({
      fails: { write: 'associateSoftwareToken', poolId, sub: 'nobody', pendingSecret: 'S' },
    }),
    'a login session of nobody': ({ poolId }) => ({
      fails: { write: 'createLoginSession', session: make.aLoginSession(make.aUser(poolId)) },
    }),
    'an event of nobody': ({ poolId }) => ({
      fails: { write: 'recordAuthEvent', event: make.anAuthEvent(make.aUser(poolId)) },
    }),
  },
  'user-pool-exists': {
    'deleting no pool': () => ({ fails: { write: 'deleteUserPool', poolId: 'none' } }),
    'a user in no pool': () => ({ fails: { write: 'createUser', user: make.aUser('none'), aliases: [] } }),
    'a client in no pool': () => ({ fails: { write: 'createAppClient', client: make.aClient('none') } }),
    'a group in no pool': () => ({ fails: { write: 'createGroup', group: make.aGroup('none') } }),
    'a signing key of no pool': () => ({ fails: { write: 'createSigningKey', key: make.aSigningKey('none') } }),
    'a classic look in no pool': () => ({
      fails: { write: 'putUiCustomization', customization: aUiCustomization('none', 'ALL') },
    }),
    'a code in no pool': () => ({ fails: { write: 'putCode', code: make.aCode('none') } }),
    'a message from no pool': () => ({ fails: { write: 'enqueueMessage', message: make.aMessage('none') } }),
    'a log record of no pool': () => ({ fails: { write: 'enqueueLogRecord', record: aLogRecord('none') } }),
    'a risk configuration of no pool': () => ({
      fails: {
        write: 'putRiskConfiguration',
        configuration: { poolId: 'none', clientId: undefined, settings: {}, updatedAt: make.noon },
      },
    }),
    'log configurations of no pool': () => ({
      fails: { write: 'putLogConfigurations', poolId: 'none', configurations: [] },
    }),
  },
  'user-pool-version': {
    'an update of an old copy': ({ poolId }) => ({
      fails: { write: 'updateUserPool', pool: make.aUserPool({ id: poolId, version: 3 }) },
    }),
    'an update of no pool': () => ({ fails: { write: 'updateUserPool', pool: make.aUserPool({ version: 2 }) } }),
  },
  'user-pool-has-no-domain': {
    'deleting a pool with a domain': ({ poolId }) => ({
      given: [{ write: 'createDomain', domain: make.aDomain(poolId) }],
      fails: { write: 'deleteUserPool', poolId },
    }),
  },
  'domain-free': {
    'a domain that is taken': ({ poolId }) => {
      const domain = make.aDomain(poolId)
      return { given: [{ write: 'createDomain', domain }], fails: { write: 'createDomain', domain } }
    },
  },
  'resource-server-free': {
    'an identifier that is taken': ({ poolId }) => {
      const server = make.aResourceServer(poolId)
      return { given: [{ write: 'createResourceServer', server }], fails: { write: 'createResourceServer', server } }
    },
  },
  'resource-server-exists': {
    'an update of none': ({ poolId }) => ({
      fails: { write: 'updateResourceServer', server: make.aResourceServer(poolId) },
    }),
  },
  'app-client-free': {
    'an id that is taken': ({ poolId }) => {
      const client = make.aClient(poolId)
      return { given: [{ write: 'createAppClient', client }], fails: { write: 'createAppClient', client } }
    },
  },
  'app-client-version': {
    'an update of an old copy': ({ poolId }) => {
      const client = make.aClient(poolId)
      return { given: [{ write: 'createAppClient', client }], fails: { write: 'updateAppClient', client } }
    },
    'an update through another pool': ({ poolId }) => {
      const client = make.aClient(poolId)
      const foreign = { ...client, poolId: 'another', version: 2 }
      return { given: [{ write: 'createAppClient', client }], fails: { write: 'updateAppClient', client: foreign } }
    },
  },
  'app-client-exists': {
    ...looksOfNobody,
    ...consentToNobody,
    'deleting none': ({ poolId }) => ({ fails: { write: 'deleteAppClient', poolId, clientId: 'none' } }),
    'a risk configuration of a client of another pool': ({ poolId }) => {
      const client = make.aClient(poolId)
      const configuration = { poolId: 'another', clientId: client.id, settings: {}, updatedAt: make.noon }
      return {
        given: [{ write: 'createAppClient', client }],
        fails: { write: 'putRiskConfiguration', configuration },
      }
    },
    'deleting through another pool': ({ poolId }) => {
      const client = make.aClient(poolId)
      return {
        given: [{ write: 'createAppClient', client }],
        fails: { write: 'deleteAppClient', poolId: 'another', clientId: client.id },
      }
    },
  },
  'group-free': {
    'a name that is taken': ({ poolId }) => {
      const group = make.aGroup(poolId)
      return { given: [{ write: 'createGroup', group }], fails: { write: 'createGroup', group } }
    },
  },
  'group-exists': {
    'an update of none': ({ poolId }) => ({ fails: { write: 'updateGroup', group: make.aGroup(poolId) } }),
    'deleting none': ({ poolId }) => ({ fails: { write: 'deleteGroup', poolId, name: 'none' } }),
    'a member of none': ({ poolId, user }) => ({
      fails: { write: 'addUserToGroup', poolId, name: 'none', sub: user.sub, at: make.noon },
    }),
  },
  'not-locked': {
    'a failure during a lock': ({ poolId }) => {
      const policy = { ...lockoutPolicy, threshold: 1, firstLockSeconds: 10 }
      const failure = { write: 'recordFailure', poolId, subject: 'ada', policy } as const
      return { given: [{ ...failure, now: make.noon }], fails: { ...failure, now: make.after(9) } }
    },
    'a success during a lock': ({ poolId }) => {
      const policy = { ...lockoutPolicy, threshold: 1, firstLockSeconds: 10 }
      return {
        given: [{ write: 'recordFailure', poolId, subject: 'ada', policy, now: make.noon }],
        fails: { write: 'clearFailures', poolId, subject: 'ada', now: make.after(9) },
      }
    },
  },
  'under-limit': {
    'one attempt more than the limit': ({ poolId }) => {
      const attempt = { write: 'countAttempt', poolId, subject: 'ada', limit: 2, windowSeconds: 10 } as const
      const action = 'forgot-password'
      return {
        given: [
          { ...attempt, action, now: make.noon },
          { ...attempt, action, now: make.after(9) },
        ],
        fails: { ...attempt, action, now: make.after(9) },
      }
    },
    'a group more than there may be': ({ poolId }) => ({
      // One more is made in the same commit, by the suite.
      given: [{ write: 'createGroup', group: make.aGroup(poolId) }],
      fails: { write: 'requireRoom', quota: { kind: 'groups', poolId }, limit: 2 },
    }),
    'a client more than there may be': ({ poolId }) => ({
      given: [{ write: 'createAppClient', client: make.aClient(poolId) }],
      fails: { write: 'requireRoom', quota: { kind: 'app-clients', poolId }, limit: 1 },
    }),
    'a resource server more than there may be': ({ poolId }) => ({
      given: [{ write: 'createResourceServer', server: make.aResourceServer(poolId) }],
      fails: { write: 'requireRoom', quota: { kind: 'resource-servers', poolId }, limit: 1 },
    }),
    'an identity provider more than there may be': ({ poolId }) => ({
      given: [{ write: 'createIdentityProvider', provider: anIdentityProvider(poolId) }],
      fails: { write: 'requireRoom', quota: { kind: 'identity-providers', poolId }, limit: 1 },
    }),
    'a style more than there may be': ({ poolId }) => {
      const client = make.aClient(poolId)
      return {
        given: [
          { write: 'createAppClient', client },
          { write: 'createBranding', branding: aBranding(client) },
        ],
        fails: { write: 'requireRoom', quota: { kind: 'branding-styles', poolId }, limit: 1 },
      }
    },
    'a pool more than there may be': () => ({
      fails: { write: 'requireRoom', quota: { kind: 'user-pools' }, limit: 1 },
    }),
    'a group more than a user may be in': ({ poolId, user: { sub } }) => {
      const group = make.aGroup(poolId)
      const { name } = group
      return {
        given: [
          { write: 'createGroup', group },
          { write: 'addUserToGroup', poolId, name, sub, at: make.noon },
        ],
        fails: { write: 'requireRoom', quota: { kind: 'memberships', poolId, sub, besides: 'another' }, limit: 1 },
      }
    },
    'a passkey more than a user may have': ({ poolId, user }) => ({
      given: [{ write: 'createPasskey', passkey: make.aPasskey(user) }],
      fails: { write: 'requireRoom', quota: { kind: 'passkeys', poolId, sub: user.sub }, limit: 1 },
    }),
    'an import job more than there may be': ({ poolId }) => ({
      given: [{ write: 'createImportJob', job: anImportJob(poolId) }],
      fails: { write: 'requireRoom', quota: { kind: 'import-jobs', poolId }, limit: 1 },
    }),
    'no room at all': ({ poolId }) => ({
      fails: { write: 'requireRoom', quota: { kind: 'app-clients', poolId }, limit: 0 },
    }),
    'a limit of none': ({ poolId }) => ({
      fails: {
        write: 'countAttempt',
        poolId,
        subject: 'ada',
        action: 'mfa-code',
        limit: 0,
        windowSeconds: 10,
        now: make.noon,
      },
    }),
  },
}
