import type { ExtraValues } from '../../domain/extras/extra-values.ts'
import type { Throttle } from './throttle.ts'

export interface ApiExtra<Value> {
  readonly values: ExtraValues<Value>
  /** API Gateway's way. */
  readonly default: Value
  /** What it does, in sentences. */
  readonly documentation: string
}

const requestRate: ExtraValues<Throttle | undefined> = {
  expects: 'requests a second and requests at once, as in 10/20',
  parse(text) {
    const [, rate, burst] = /^(\d{1,6}(?:\.\d{1,3})?)\/(\d{1,6})$/.exec(text) ?? []
    if (rate === undefined || burst === undefined) return undefined
    return { ratePerSecond: Number(rate), burst: Number(burst) }
  },
}

/**
 * What an API does beyond Amazon API Gateway once a tag asks for it: `sallyport:<name>` on the API or, which then wins, on
 * a stage (docs/decisions/0006-extras-are-tags.md). An extra is in this table when it acts. `docs/extras.md` is made from it.
 */
export const apiExtras = {
  'user-rate-limit': apiExtra({
    values: requestRate,
    default: undefined,
    documentation:
      'How much one user may ask of a stage, by the `sub` of the token, whatever their number of devices; further requests are 429. Requests without a user, such as those of machines, share the limit of their client.',
  }),
}

type Registry = typeof apiExtras
type ValueOf<Extra> = Extra extends ApiExtra<infer Value> ? Value : never
export type ApiExtraName = keyof Registry
export type ApiExtras = { readonly [Name in ApiExtraName]: ValueOf<Registry[Name]> }

function apiExtra<Value>(description: ApiExtra<Value>): ApiExtra<Value> {
  return description
}
