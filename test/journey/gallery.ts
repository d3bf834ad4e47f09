import { accountCentreExhibits } from './gallery/account-centre.ts'
import { accountExhibits } from './gallery/account.ts'
import { appExhibits } from './gallery/app.ts'
import { choiceExhibits } from './gallery/choice.ts'
import type { Exhibit } from './gallery/exhibit.ts'
import { secondFactorExhibits } from './gallery/second-factor.ts'
import { signInExhibits } from './gallery/sign-in.ts'

/** Every page, and every page with something wrong: the tests of looks walk through it, the screenshots show it. */
export const gallery: readonly Exhibit[] = [
  ...signInExhibits,
  ...choiceExhibits,
  ...accountExhibits,
  ...secondFactorExhibits,
  ...accountCentreExhibits,
  ...appExhibits,
]
