import { element } from '../dom.ts'
import type { InApp, Step } from './app.ts'

export function startOver(app: InApp, restart: Step): HTMLElement {
  return element('p', { class: 'links' }, app.link('Start over', restart))
}
