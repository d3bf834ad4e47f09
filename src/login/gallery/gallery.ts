import { accountExhibits } from './account.ts'
import { accountCentreExhibits } from './account-centre.ts'
import { accountPlacesExhibits } from './account-places.ts'
import { accountSecurityExhibits } from './account-security.ts'
import { deviceExhibits } from './device.ts'
import type { Exhibit } from './exhibit.ts'
import { firstFactorExhibits } from './first-factor.ts'
import { messageExhibits } from './messages.ts'
import { secondFactorExhibits } from './second-factor.ts'
import { signInExhibits } from './sign-in.ts'

/** Every page in every state, in the order in which people meet them. */
export const gallery: readonly Exhibit[] = [
  ...signInExhibits,
  ...firstFactorExhibits,
  ...accountExhibits,
  ...secondFactorExhibits,
  ...deviceExhibits,
  ...messageExhibits,
  ...accountCentreExhibits,
  ...accountSecurityExhibits,
  ...accountPlacesExhibits,
]
