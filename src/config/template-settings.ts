import * as v from 'valibot'
import type { SettingFacts } from './setting-facts.ts'
import { identifierPairs, text } from './setting-forms.ts'

/** How a template is read whose pools are there already. */
export const templateSettings = {
  existing: v.pipe(
    v.optional(identifierPairs),
    v.metadata({ value: '<pairs>', defaultText: 'none' } satisfies SettingFacts),
    v.description(
      'What the user pools and app clients of the template, and its roles by their names, are called where they are, by logical id, with spaces between: `UserPool=us-east-1_AbCdEf123 Client=1h57kf5cpq17m0eml12EXAMPLE`.',
    ),
  ),
  parametersFile: v.pipe(
    v.optional(text),
    v.metadata({ value: '<file>', defaultText: 'the defaults of the template' } satisfies SettingFacts),
    v.description(
      'JSON file with the parameters of the template: `{"Name": "value"}`, or the list that the AWS CLI takes. It is read again with the template.',
    ),
  ),
}

export type TemplateSettings = v.InferOutput<v.ObjectSchema<typeof templateSettings, undefined>>
