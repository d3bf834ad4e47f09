import * as v from 'valibot'
import { backendSettings } from './backend-settings.ts'
import { throttleSettings } from './throttle-settings.ts'
import { domainSettings } from './domain-settings.ts'
import { deliverySettings } from './delivery-settings.ts'
import { functionSettings } from './function-settings.ts'
import { nodeSettings } from './node-settings.ts'
import type { SettingFacts } from './setting-facts.ts'
import {
  address,
  contactUri,
  databaseUrl,
  flag,
  hostName,
  logLevel,
  logPlaces,
  port,
  region,
  text,
  wholeNumber,
} from './setting-forms.ts'
import { readingSettings, templateSettings } from './template-settings.ts'

const common = {
  dataDir: v.pipe(
    v.optional(text, '.sallyport'),
    v.metadata({ value: '<folder>' } satisfies SettingFacts),
    v.description('Where the embedded database, keys and certificates are kept.'),
  ),
  port: v.pipe(
    v.optional(port, 9443),
    v.metadata({ value: '<port>' } satisfies SettingFacts),
    v.description('HTTPS port, for every host name. 0 takes any free one.'),
  ),
  databaseUrl: v.pipe(
    v.optional(databaseUrl),
    v.metadata({ value: '<url>', defaultText: 'SQLite in the data folder' } satisfies SettingFacts),
    v.description(
      '`postgres://…`, needed for more than one node. It may hold a password: prefer the environment variable.',
    ),
  ),
  keyFile: v.pipe(
    v.optional(text),
    v.metadata({
      value: '<file>',
      defaultText: '`master.key` in the data folder, development only',
    } satisfies SettingFacts),
    v.description('Master key that seals every stored secret: 32 bytes in base64, readable by its owner only.'),
  ),
  workers: v.pipe(
    v.optional(v.pipe(wholeNumber, v.integer(), v.minValue(1), v.maxValue(128)), 1),
    v.metadata({ value: '<number>' } satisfies SettingFacts),
    v.description('Processes of `serve` that share the port; needs PostgreSQL. `start` is always one process.'),
  ),
  region: v.pipe(
    v.optional(region, 'us-east-1'),
    v.metadata({ value: '<region>' } satisfies SettingFacts),
    v.description('Region of unsigned requests that name no pool, and of what a template creates.'),
  ),
  accountId: v.pipe(
    v.optional(v.pipe(v.string(), v.regex(/^\d{12}$/)), '123456789012'),
    v.metadata({ value: '<12 digits>' } satisfies SettingFacts),
    v.description('Account number inside ARNs.'),
  ),
  issuer: v.pipe(
    v.optional(v.picklist(['host', 'aws']), 'host'),
    v.metadata({ value: '<host|aws>' } satisfies SettingFacts),
    v.description("How tokens spell their issuer: `host` is `<public URL>/<poolId>`, `aws` is AWS's own spelling."),
  ),
  ...functionSettings,
  ...backendSettings,
  ...throttleSettings,
  ...domainSettings,
  metricsAddress: v.pipe(
    v.optional(address),
    v.metadata({ value: '<host:port>', defaultText: 'no metrics' } satisfies SettingFacts),
    v.description(
      'Where `GET /metrics` answers, in the format of Prometheus. Of several workers each takes the next port.',
    ),
  ),
  compromisedPasswordsFile: v.pipe(
    v.optional(text),
    v.metadata({ value: '<file>', defaultText: 'fifty thousand common ones come along' } satisfies SettingFacts),
    v.description(
      'More compromised passwords: a sorted list of SHA-1 digests in hex, one a line, or a filter made by `scripts/password-filter.ts`.',
    ),
  ),
  innerHosts: v.pipe(
    v.optional(
      v.pipe(
        text,
        v.transform((list) => list.split(',').map((entry) => entry.trim())),
      ),
    ),
    v.metadata({
      value: '<list>',
      defaultText: 'this machine in development, none in production',
    } satisfies SettingFacts),
    v.description(
      'Hosts of your own network that identity providers may be at, separated by commas: `idp.corp.example`, `*.corp.example`, an address or a CIDR range. Anything else must be on the public internet, over HTTPS on port 443.',
    ),
  ),
  logDelivery: v.pipe(
    v.optional(logPlaces),
    v.metadata({
      value: '<pairs>',
      defaultText:
        '`log-delivery.jsonl`, for APIs `access.log`, in the data folder in development, nowhere in production',
    } satisfies SettingFacts),
    v.description(
      'Where the records of pools and the access logs of APIs go: pairs of an ARN, in which `*` stands for anything, and `file:<path>`, `stdout` or an HTTPS endpoint: `arn:aws:logs:*=file:/var/log/activity.jsonl`, with spaces between pairs.',
    ),
  ),
  mappedJsonKilobytes: v.pipe(
    v.optional(v.pipe(wholeNumber, v.integer(), v.minValue(1), v.maxValue(10_240)), 256),
    v.metadata({ value: '<KB>' } satisfies SettingFacts),
    v.description(
      'How large the body of a request to an API may be where mapping templates, parameter mappings or models read it; beyond it, 413. Reading it keeps everybody waiting: up to 0.2 s a megabyte.',
    ),
  ),
  texts: v.pipe(
    v.optional(text),
    v.metadata({ value: '<folder>', defaultText: 'none' } satisfies SettingFacts),
    v.description(
      'Texts of the pages in the place of ours: `en.json`, `<pool>/en.json`, `<pool>/<client>/en.json`, each read again when it changes.',
    ),
  ),
  securityContact: v.pipe(
    v.optional(contactUri),
    v.metadata({ value: '<uri>', defaultText: 'none, and no `security.txt`' } satisfies SettingFacts),
    v.description(
      'Where somebody writes to who has found a weakness, `mailto:…` or `https://…`: this host and the domains of pools name it in `/.well-known/security.txt` (RFC 9116).',
    ),
  ),
  revocationFeed: v.pipe(
    v.optional(flag, false),
    v.metadata({} satisfies SettingFacts),
    v.description(
      'Tells gateways that run alone which sessions end, at `/_sallyport/revocations` of the public URL, to whoever signs with an access key.',
    ),
  ),
  json: v.pipe(
    v.optional(flag, false),
    v.metadata({} satisfies SettingFacts),
    v.description('Print one line of JSON on stdout when ready, and nothing else.'),
  ),
}

/** `sallyport start`: one machine, everything on, nothing reachable from elsewhere. */
export const developmentSettings = v.object({
  ...common,
  httpPort: v.pipe(
    v.optional(port, 9080),
    v.metadata({ value: '<port>' } satisfies SettingFacts),
    v.description('Loopback HTTP port for SDKs that do not know the local CA. 0 takes any free one.'),
  ),
  baseHost: v.pipe(
    v.optional(hostName, 'localhost'),
    v.metadata({ value: '<name>' } satisfies SettingFacts),
    v.description('The name that every host name ends in; it must lead to this machine.'),
  ),
  ...readingSettings,
  brandingDrafts: v.pipe(
    v.optional(text),
    v.metadata({ value: '<folder>', defaultText: 'none' } satisfies SettingFacts),
    v.description(
      'Styles of managed login that are not published yet, for the preview at `/_sallyport/preview`: JSON files as `aws cognito-idp update-managed-login-branding --cli-input-json` takes them.',
    ),
  ),
  fixedCode: v.pipe(
    v.optional(v.pipe(v.string(), v.regex(/^\d{4,10}$/))),
    v.metadata({ value: '<digits>', defaultText: 'random codes' } satisfies SettingFacts),
    v.description('Makes every mail and SMS code this number, for tests written for other emulators.'),
  ),
  logLevel: v.pipe(
    v.optional(logLevel, 'warn'),
    v.metadata({ value: '<level>' } satisfies SettingFacts),
    v.description('`debug`, `info`, `warn`, `error` or `silent`. The log is JSON lines on stderr.'),
  ),
})

/** `sallyport serve`: production. */
export const productionSettings = v.object({
  ...common,
  publicUrl: v.pipe(
    v.optional(v.pipe(v.string(), v.regex(/^https:\/\/[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/))),
    v.metadata({ value: '<url>', defaultText: 'none, required' } satisfies SettingFacts),
    v.description(
      '`https://id.example.com`: what clients call. Issuers, links and host names are built from it alone.',
    ),
  ),
  host: v.pipe(
    v.optional(text, 'localhost'),
    v.metadata({ value: '<address>' } satisfies SettingFacts),
    v.description('Address to listen on; `0.0.0.0` or `::` for every network.'),
  ),
  tlsCertFile: v.pipe(
    v.optional(text),
    v.metadata({ value: '<file>', defaultText: 'none, required without trusted proxies' } satisfies SettingFacts),
    v.description(
      'Certificate chain in PEM, for the public host and the names beneath it. Read again when it changes.',
    ),
  ),
  tlsKeyFile: v.pipe(
    v.optional(text),
    v.metadata({ value: '<file>', defaultText: 'none, required with a certificate' } satisfies SettingFacts),
    v.description('Private key of the certificate, in PEM.'),
  ),
  trustedProxies: v.pipe(
    v.optional(
      v.pipe(
        text,
        v.transform((list) => list.split(',').map((range) => range.trim())),
      ),
    ),
    v.metadata({ value: '<ranges>', defaultText: 'none' } satisfies SettingFacts),
    v.description(
      'Addresses or CIDR ranges, separated by commas, whose `X-Forwarded-For`, `-Proto` and `-Host` are believed. Behind them plain HTTP is served.',
    ),
  ),
  gatewayTemplate: v.pipe(
    v.optional(text),
    v.metadata({ value: '<file>', defaultText: 'no APIs' } satisfies SettingFacts),
    v.description(
      'CloudFormation or SAM template whose APIs are served next to the pools of the installation. It is read again when it changes.',
    ),
  ),
  ...templateSettings,
  sessionAppsFile: v.pipe(
    v.optional(text),
    v.metadata({ value: '<file>', defaultText: 'none' } satisfies SettingFacts),
    v.description(
      'JSON file of web apps whose pages the gateway signs in: `{"notes": {"origin": "https://app.example.com", "client": "Client", "apis": {"/api": "NotesApi"}}}`. It is read again with the template.',
    ),
  ),
  ...nodeSettings,
  ...deliverySettings,
  drainSeconds: v.pipe(
    v.optional(v.pipe(wholeNumber, v.integer(), v.minValue(0), v.maxValue(300)), 5),
    v.metadata({ value: '<seconds>' } satisfies SettingFacts),
    v.description('How long readiness fails before connections are refused, so that load balancers notice.'),
  ),
  logLevel: v.pipe(
    v.optional(logLevel, 'info'),
    v.metadata({ value: '<level>' } satisfies SettingFacts),
    v.description('`debug`, `info`, `warn`, `error` or `silent`. The log is JSON lines on stderr.'),
  ),
})

export type DevelopmentSettings = v.InferOutput<typeof developmentSettings>
export type ProductionSettings = v.InferOutput<typeof productionSettings>
