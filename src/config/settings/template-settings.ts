import * as v from 'valibot'
import type { SettingFacts } from './setting-facts.ts'
import { identifierPairs, text } from './setting-forms.ts'

/** How a template is read. */
export const readingSettings = {
  parametersFile: v.pipe(
    v.optional(text),
    v.metadata({ value: '<file>', defaultText: 'the defaults of the template' } satisfies SettingFacts),
    v.description(
      'JSON file with the parameters of the template: `{"Name": "value"}`, or the list that the AWS CLI takes. What is kept at AWS has a value here too: `"resolve:ssm:/notes/table"` for a dynamic reference, `"ImportValue:Name"` for an export of another stack. It is read again with the template.',
    ),
  ),
  stackName: v.pipe(
    v.optional(v.pipe(v.string(), v.regex(/^[A-Za-z][A-Za-z0-9-]{0,127}$/))),
    v.metadata({ value: '<name>', defaultText: '`gateway`; `local` under `start`' } satisfies SettingFacts),
    v.description(
      'What `AWS::StackName` is. Ids of APIs, usage plans and keys are made of it and of logical ids: two templates on one database share no quota if their names differ, and another name is another set of ids.',
    ),
  ),
}

/** The same where its pools are there already. */
export const templateSettings = {
  existing: v.pipe(
    v.optional(identifierPairs),
    v.metadata({ value: '<pairs>', defaultText: 'none' } satisfies SettingFacts),
    v.description(
      'What the user pools and app clients of the template, and its roles by their names, are called where they are, by logical id, with spaces between: `UserPool=us-east-1_AbCdEf123 Client=1h57kf5cpq17m0eml12EXAMPLE`.',
    ),
  ),
  ...readingSettings,
}

export type TemplateSettings = v.InferOutput<v.ObjectSchema<typeof templateSettings, undefined>>
