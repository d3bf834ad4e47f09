import type { AppConfig } from '../config.ts'

/** What every step of the in-app page can do: show itself, and go on to another step. */
export interface InApp {
  readonly config: AppConfig
  readonly show: (title: string, ...children: (Node | string | undefined | false)[]) => void
  readonly goTo: (step: Step) => void
  /** A link to another step that looks like one. */
  readonly link: (text: string, step: Step) => HTMLElement
}

export type Step = (app: InApp) => void | Promise<void>
