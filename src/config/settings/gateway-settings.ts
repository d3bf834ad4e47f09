import * as v from 'valibot'
import { backendSettings } from './backend-settings.ts'
import { domainSettings } from './domain-settings.ts'
import { functionSettings } from './function-settings.ts'
import { nodeSettings } from './node-settings.ts'
import { productionSettings } from './schema.ts'
import type { SettingFacts } from './setting-facts.ts'
import { databaseUrl, text, wholeNumber } from './setting-forms.ts'
import { templateSettings } from './template-settings.ts'
import { throttleSettings } from './throttle-settings.ts'

const { publicUrl, host, port, tlsCertFile, tlsKeyFile, trustedProxies, region, accountId } = productionSettings.entries
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
  workers: v.pipe(
    productionSettings.entries.workers,
    v.description('Processes that share the port. Each lets its part of every rate through.'),
  ),
  region,
  accountId,
  identityUrl: v.pipe(
    v.optional(v.pipe(v.string(), v.regex(/^https:\/\/[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/))),
    v.metadata({ value: '<url>', defaultText: 'Amazon Cognito' } satisfies SettingFacts),
    v.description('Where the pools are: the public URL of an installation whose issuers are `<url>/<poolId>`.'),
  ),
  ...templateSettings,
  accessKeysFile: v.pipe(
    v.optional(text),
    v.metadata({ value: '<file>', defaultText: 'none, and nobody’s signature is good' } satisfies SettingFacts),
    v.description(
      'JSON file of the access keys that methods under `AWS_IAM` and `@connections` accept, readable by its owner only: `[{"accessKeyId": "…", "secretAccessKey": "…", "principal": "ada", "role": "read-only"}]`. It is read again with the template.',
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
  ...nodeSettings,
  nodeKeyFile: v.pipe(
    v.optional(text),
    v.metadata({ value: '<file>', defaultText: 'none, required with a node address' } satisfies SettingFacts),
    v.description(
      'The key by which its nodes know each other, the same on all: 32 bytes in base64, readable by its owner only.',
    ),
  ),
  ...functionSettings,
  ...backendSettings,
  ...throttleSettings,
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
