import { part } from './dom.ts'

/** Says something in passing: read out by a screen reader, shown for a while. */
export function say(text: string): void {
  const place = part('status')
  place.textContent = text
  place.dataset.shown = 'true'
  setTimeout(() => {
    if (place.textContent === text) delete place.dataset.shown
  }, 6_000)
}
