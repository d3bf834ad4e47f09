import type { DomainRoute } from '../../flows/user-pools/domain-request.ts'
import { accountRoutes, type AccountPage } from './account-page.ts'
import { activity } from './steps/activity.ts'
import { apps } from './steps/apps.ts'
import { email, phone } from './steps/contact.ts'
import { authenticatorSetUp } from './steps/authenticator-set-up.ts'
import { authenticator } from './steps/authenticator.ts'
import { data, dataDownload } from './steps/data-export.ts'
import { deleteAccount } from './steps/delete.ts'
import { devices } from './steps/devices.ts'
import { notMeRoutes } from './steps/not-me.ts'
import { overview } from './steps/overview.ts'
import { passkeys } from './steps/passkeys.ts'
import { password } from './steps/password.ts'
import { profile } from './steps/profile.ts'
import { providers } from './steps/providers.ts'
import { recoveryCodes } from './steps/recovery-codes.ts'
import { sessions } from './steps/sessions.ts'

export const accountPages: readonly AccountPage[] = [
  overview,
  profile,
  ...email,
  ...phone,
  password,
  passkeys,
  authenticator,
  authenticatorSetUp,
  recoveryCodes,
  devices,
  sessions,
  apps,
  providers,
  activity,
  data,
  dataDownload,
  deleteAccount,
]

/** Every page of the account centre. */
export const accountCentreRoutes: readonly DomainRoute[] = [...accountPages.flatMap(accountRoutes), ...notMeRoutes]
