import { element } from '../dom.ts'

/** One part of the account page, under its own heading. */
export function section(
  id: string,
  title: string,
  ...children: readonly (Node | string | undefined | false)[]
): HTMLElement {
  return element('section', { class: 'panel', 'aria-labelledby': id }, element('h2', { id }, title), ...children)
}
