import type { OwnTexts } from '../messages/own-texts.ts'

/** Whose pages are spoken of. A pool's and a client's texts are found by id or by name. */
export interface TextScope {
  readonly pool: { readonly id: string; readonly name: string }
  readonly client: { readonly id: string; readonly name: string } | undefined
  /** BCP 47, as the languages of pages have it. */
  readonly language: string
}

/** Texts that operators wrote in the place of ours. */
export interface PageTexts {
  /** From the general to the special: those of every pool, of the pool, of the client. */
  list(scope: TextScope): Promise<readonly OwnTexts[]>
}

export const noPageTexts: PageTexts = { list: async () => [] }
