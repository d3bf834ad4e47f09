import * as v from 'valibot'
import { backendSettings } from './backend-settings.ts'
import { domainSettings } from './domain-settings.ts'
import { functionSettings } from './function-settings.ts'
import { productionSettings } from './schema.ts'
import type { SettingFacts } from './setting-facts.ts'
import { databaseUrl, identifierPairs, text } from './setting-forms.ts'

const { publicUrl, host, port, tlsCertFile, tlsKeyFile, trustedProxies, workers, region, accountId } =
  productionSettings.entries
const { metricsAddress, logDelivery, innerHosts, drainSeconds, logLevel, json, mappedJsonKilobytes } =
  productionSettings.entries

/** `sallyport gateway`: the APIs of a template alone, in front of user pools that live elsewhere. */
export const gatewaySettings = v.object({
  publicUrl,
  host,
  port,
  tlsCertFile,
  tlsKeyFile,
  trustedProxies,
  workers,
  region,
  accountId,
  existing: v.pipe(
    v.optional(identifierPairs),
    v.metadata({ value: '<pairs>', defaultText: 'none' } satisfies SettingFacts),
    v.description(
      'User pools and app clients of the template that live elsewhere, by logical id, with spaces between: `UserPool=us-east-1_AbCdEf123 Client=1h57kf5cpq17m0eml12EXAMPLE`.',
    ),
  ),
  identityUrl: v.pipe(
    v.optional(v.pipe(v.string(), v.regex(/^https:\/\/[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/))),
    v.metadata({ value: '<url>', defaultText: 'Amazon Cognito' } satisfies SettingFacts),
    v.description('Where the pools are: the public URL of an installation whose issuers are `<url>/<poolId>`.'),
  ),
  parametersFile: v.pipe(
    v.optional(text),
    v.metadata({ value: '<file>', defaultText: 'the defaults of the template' } satisfies SettingFacts),
    v.description(
      'JSON file with the parameters of the template: `{"Name": "value"}`, or the list that the AWS CLI takes. It is read again with the template.',
    ),
  ),
  dataDir: v.pipe(
    v.optional(text),
    v.metadata({ value: '<folder>', defaultText: 'none, and a restart forgets them' } satisfies SettingFacts),
    v.description('Where the uses of quotas are kept, for a single process.'),
  ),
  databaseUrl: v.pipe(
    v.optional(databaseUrl),
    v.metadata({ value: '<url>', defaultText: 'none' } satisfies SettingFacts),
    v.description(
      'The same in PostgreSQL, for several processes together: `postgres://…`, of an installation or made ready by `sallyport migrate`. It may hold a password: prefer the environment variable.',
    ),
  ),
  ...functionSettings,
  ...backendSettings,
  ...domainSettings,
  metricsAddress,
  logDelivery,
  mappedJsonKilobytes,
  innerHosts,
  drainSeconds,
  logLevel,
  json,
})

export type GatewaySettings = v.InferOutput<typeof gatewaySettings>
