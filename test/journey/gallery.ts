import { accountCentreExhibits } from './gallery/account-centre.ts'
import { appExhibits } from './gallery/app.ts'
import type { Exhibit } from './gallery/exhibit.ts'

/**
 * What a person meets besides the sign-in pages, with the way there: the tests of looks walk through it, the screenshots show
 * it. The sign-in pages have a gallery of their own, which needs no way (`src/login/gallery`).
 */
export const gallery: readonly Exhibit[] = [...accountCentreExhibits, ...appExhibits]
