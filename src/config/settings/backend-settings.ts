import * as v from 'valibot'
import type { SettingFacts } from './setting-facts.ts'
import { vpcLinks, wholeNumber } from './setting-forms.ts'

/** Where the backends of APIs are that a template only names. */
export const backendSettings = {
  vpcLinks: v.pipe(
    v.optional(vpcLinks),
    v.metadata({ value: '<pairs>', defaultText: 'none' } satisfies SettingFacts),
    v.description(
      'Where integrations with a VPC link go: pairs of a name and origins, `NotesLink=http://10.0.0.5:8080,http://10.0.0.6:8080`, with spaces between pairs. The name is the logical id or the id of a VPC link, load balancer, listener or Cloud Map service, or its ARN, in which `*` stands for anything. Several origins are taken in turn.',
    ),
  ),
  serviceRoles: v.pipe(
    v.optional(v.picklist(['assume', 'own']), 'assume'),
    v.metadata({ value: '<way>' } satisfies SettingFacts),
    v.description(
      'As whom services of AWS are called that are backends: `assume`, with the role that `credentials` of the integration names, which must trust this process; `own`, as this process itself, whatever role is named: for emulators of services that have no STS.',
    ),
  ),
  responseCacheMegabytes: v.pipe(
    v.optional(v.pipe(wholeNumber, v.integer(), v.minValue(1), v.maxValue(65_536)), 64),
    v.metadata({ value: '<number>' } satisfies SettingFacts),
    v.description(
      'How much memory a process has for the answers that stages of REST APIs keep (`CacheClusterEnabled`), all together and whatever the size of their clusters is.',
    ),
  ),
}

export type BackendSettings = v.InferOutput<v.ObjectSchema<typeof backendSettings, undefined>>
