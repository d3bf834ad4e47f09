import type { HeaderList } from '../../../http/header-list.ts'

/** How a service is told what to do: a header beside JSON, or a field beside others. */
export type ActionProtocol =
  | { readonly kind: 'json'; readonly target: string; readonly version: '1.0' | '1.1' }
  | { readonly kind: 'query'; readonly version: string }

const json = (target: string, version: '1.0' | '1.1' = '1.1'): ActionProtocol => ({ kind: 'json', target, version })
const query = (version: string): ActionProtocol => ({ kind: 'query', version })

/** By the name in ARNs. Others are called by `path`, with what their requests need spelled out. */
const PROTOCOLS: Readonly<Record<string, ActionProtocol>> = {
  'cognito-identity': json('AWSCognitoIdentityService'),
  'cognito-idp': json('AWSCognitoIdentityProviderService'),
  dynamodb: json('DynamoDB_20120810', '1.0'),
  events: json('AWSEvents'),
  firehose: json('Firehose_20150804'),
  kinesis: json('Kinesis_20131202'),
  kms: json('TrentService'),
  logs: json('Logs_20140328'),
  secretsmanager: json('secretsmanager'),
  ssm: json('AmazonSSM'),
  states: json('AWSStepFunctions', '1.0'),
  'sync-states': json('AWSStepFunctions', '1.0'),
  cloudwatch: query('2010-08-01'),
  monitoring: query('2010-08-01'),
  iam: query('2010-05-08'),
  ses: query('2010-12-01'),
  sns: query('2010-03-31'),
  sqs: query('2012-11-05'),
  sts: query('2011-06-15'),
}

export function actionProtocolOf(service: string): ActionProtocol | undefined {
  return Object.hasOwn(PROTOCOLS, service) ? PROTOCOLS[service] : undefined
}

export function jsonActionHeaders(
  { target, version }: Extract<ActionProtocol, { kind: 'json' }>,
  action: string,
): HeaderList {
  return [
    ['X-Amz-Target', `${target}.${action}`],
    ['Content-Type', `application/x-amz-json-${version}`],
  ]
}
