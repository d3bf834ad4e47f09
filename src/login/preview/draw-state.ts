import { english, languages, messagesIn } from '../../messages/languages.ts'
import type { Messages } from '../../messages/en.ts'
import { withOwnTexts } from '../../messages/own-texts.ts'
import { pseudoLanguages } from '../../messages/pseudo.ts'
import { lookOf } from '../branding/look.ts'
import { compileStyle, type Style } from '../branding/style.ts'
import { gallery } from '../gallery/gallery.ts'
import type { View } from '../view/view.ts'
import { choiceQuery, type PreviewChoice } from './preview-choice.ts'
import type { PreviewSubject } from './preview-subject.ts'

export const previewPath = '/_sallyport/preview'

/** One state of the gallery, as the chosen style, language and direction have it. */
export async function drawState(choice: PreviewChoice, subject: PreviewSubject): Promise<string> {
  const query = choiceQuery(choice)
  const spoken = subject.texts.reduce(withOwnTexts, await spokenIn(choice.language))
  const messages = choice.direction === 'language' ? spoken : { ...spoken, direction: choice.direction }
  const view: View = {
    messages,
    offeredLanguages: languages,
    appName: subject.appName,
    // Links lead to the state that they stand for.
    basePath: `${previewPath}/go`,
    query: `?${query}`,
    csrfToken: '',
    look: lookOf(styleOf(choice, subject), ({ hash }) => `${previewPath}/picture?${query}&v=${hash}`),
    assets: {
      css: `${previewPath}/style.css?${query}`,
      accountCss: `${previewPath}/account.css`,
      js: `${previewPath}/login.js`,
    },
    outOfDate: false,
  }
  const exhibit = gallery.find(({ name }) => name === choice.state)
  return exhibit === undefined ? '' : String(await exhibit.draw(view))
}

/** Of languages that people speak, and of those that only show what is not translated or has no room. */
function spokenIn(language: string): Messages | Promise<Messages> {
  const [, pseudo] = Object.entries(pseudoLanguages).find(([tag]) => tag === language) ?? []
  return pseudo ?? messagesIn(languages.find(({ tag }) => tag === language) ?? english)
}

export function styleOf(choice: PreviewChoice, { settings, assets }: PreviewSubject): Style {
  const query = choiceQuery(choice)
  return compileStyle({ settings, assets, addressOf: ({ hash }) => `picture?${query}&v=${hash}` })
}
