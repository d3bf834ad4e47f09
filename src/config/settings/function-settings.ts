import * as v from 'valibot'
import type { SettingFacts } from './setting-facts.ts'
import { text } from './setting-forms.ts'

/** Where triggers run whose functions are not those of a template. */
export const functionSettings = {
  lambdaEndpoint: v.pipe(
    v.optional(text),
    v.metadata({ value: '<url>', defaultText: '`AWS_ENDPOINT_URL_LAMBDA`, else no Lambda' } satisfies SettingFacts),
    v.description(
      'Where functions run that no template has: `https://lambda.us-east-1.amazonaws.com`, or what answers as Lambda does. Signed with the process’s credentials of AWS, found where AWS’s SDKs find them.',
    ),
  ),
  functionWebhooks: v.pipe(
    v.optional(text),
    v.metadata({ value: '<file>', defaultText: 'no webhooks' } satisfies SettingFacts),
    v.description(
      'JSON file that says which functions are web services, with the secrets that their events are signed with (see the guide); only its owner can read it.',
    ),
  ),
}

export type FunctionSettings = v.InferOutput<v.ObjectSchema<typeof functionSettings, undefined>>
