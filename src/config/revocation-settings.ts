import * as v from 'valibot'
import type { SettingFacts } from './setting-facts.ts'
import { text, wholeNumber } from './setting-forms.ts'

/** Where a gateway alone hears of sessions that end. */
export const revocationSettings = {
  revocationFeedUrl: v.pipe(
    v.optional(
      v.pipe(
        v.string(),
        v.regex(
          /^(https:\/\/[a-z0-9]([a-z0-9.-]*[a-z0-9])?|http:\/\/(localhost|127(\.\d{1,3}){3}|\[::1\]))(:\d{1,5})?$/,
        ),
      ),
    ),
    v.metadata({ value: '<url>', defaultText: 'none, and `sallyport:revocation` is refused' } satisfies SettingFacts),
    v.description(
      'The installation that tells which sessions end: its public URL, where `--revocation-feed` is on. `http://` on this machine only.',
    ),
  ),
  revocationFeedKeyFile: v.pipe(
    v.optional(text),
    v.metadata({ value: '<file>', defaultText: 'none, required with its URL' } satisfies SettingFacts),
    v.description(
      'JSON file of the access key that it is asked with, readable by its owner only: `{"accessKeyId": "…", "secretAccessKey": "…"}`. A key that may only read is enough.',
    ),
  ),
  revocationStaleSeconds: v.pipe(
    v.optional(v.pipe(wholeNumber, v.integer(), v.minValue(30), v.maxValue(86_400)), 60),
    v.metadata({ value: '<seconds>' } satisfies SettingFacts),
    v.description(
      'For how long what was heard is good where nothing is heard any more; after that, APIs under `sallyport:revocation` answer 503.',
    ),
  ),
}

export type RevocationSettings = v.InferOutput<v.ObjectSchema<typeof revocationSettings, undefined>>
