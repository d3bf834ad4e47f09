import type { ParameterForm, ServiceAction } from '../../definition/aws-action.ts'
import { actionProtocolOf, jsonActionHeaders } from '../aws/aws-actions.ts'

/** What an `IntegrationSubtype` calls (developer guide, "Integration subtype reference"). */
export interface ServiceSubtype {
  /** The service's name in ARNs. */
  readonly service: string
  readonly action: ServiceAction
  readonly parameters: Readonly<Record<string, SubtypeParameter>>
}

interface SubtypeParameter {
  readonly isRequired: boolean
  readonly form: ParameterForm
  /** As the service spells it. */
  readonly name: string
}

type Written = Readonly<Record<string, ParameterForm>>

const queue: Written = { QueueUrl: 'text' }

const SUBTYPES: Readonly<Record<string, ServiceSubtype>> = {
  'EventBridge-PutEvents': {
    service: 'events',
    action: jsonAction('events', 'PutEvents', true),
    parameters: parameters(
      { Detail: 'text', DetailType: 'text', Source: 'text' },
      { Time: 'time', EventBusName: 'text', Resources: 'list', TraceHeader: 'text' },
    ),
  },
  'SQS-SendMessage': queueSubtype(
    'SendMessage',
    { MessageBody: 'text' },
    {
      DelaySeconds: 'number',
      MessageAttributes: 'json',
      MessageDeduplicationId: 'text',
      MessageGroupId: 'text',
      MessageSystemAttributes: 'json',
    },
  ),
  'SQS-ReceiveMessage': queueSubtype(
    'ReceiveMessage',
    {},
    {
      AttributeName: 'list',
      AttributeNames: 'list',
      MaxNumberOfMessages: 'number',
      MessageAttributeNames: 'list',
      ReceiveRequestAttemptId: 'text',
      VisibilityTimeout: 'number',
      WaitTimeSeconds: 'number',
    },
  ),
  'SQS-DeleteMessage': queueSubtype('DeleteMessage', { ReceiptHandle: 'text' }, {}),
  'SQS-PurgeQueue': queueSubtype('PurgeQueue', {}, {}),
  'AppConfig-GetConfiguration': {
    service: 'appconfig',
    action: {
      kind: 'path',
      path: '/applications/{Application}/environments/{Environment}/configurations/{Configuration}',
      query: [
        ['client_id', 'ClientId'],
        ['client_configuration_version', 'ClientConfigurationVersion'],
      ],
    },
    parameters: parameters(
      { Application: 'text', Environment: 'text', Configuration: 'text', ClientId: 'text' },
      { ClientConfigurationVersion: 'text' },
    ),
  },
  'Kinesis-PutRecord': {
    service: 'kinesis',
    action: jsonAction('kinesis', 'PutRecord'),
    parameters: parameters(
      { StreamName: 'text', Data: 'text', PartitionKey: 'text' },
      { SequenceNumberForOrdering: 'text', ExplicitHashKey: 'text' },
    ),
  },
  'StepFunctions-StartExecution': {
    service: 'states',
    action: jsonAction('states', 'StartExecution'),
    parameters: parameters({ StateMachineArn: 'text' }, { Name: 'text', Input: 'text' }, lowerFirst),
  },
  'StepFunctions-StartSyncExecution': {
    service: 'sync-states',
    action: jsonAction('states', 'StartSyncExecution'),
    parameters: parameters(
      { StateMachineArn: 'text' },
      { Name: 'text', Input: 'text', TraceHeader: 'text' },
      lowerFirst,
    ),
  },
  'StepFunctions-StopExecution': {
    service: 'states',
    action: jsonAction('states', 'StopExecution'),
    parameters: parameters({ ExecutionArn: 'text' }, { Cause: 'text', Error: 'text' }, lowerFirst),
  },
}

export const subtypeNames: readonly string[] = Object.keys(SUBTYPES)

export function serviceSubtype(name: string): ServiceSubtype | undefined {
  return Object.hasOwn(SUBTYPES, name) ? SUBTYPES[name] : undefined
}

function jsonAction(service: string, action: string, isEntry = false): ServiceAction {
  const protocol = actionProtocolOf(service)
  const headers = protocol?.kind === 'json' ? jsonActionHeaders(protocol, action) : []
  return { kind: 'json', headers, isEntry }
}

function queueSubtype(name: string, required: Written, optional: Written): ServiceSubtype {
  return {
    service: 'sqs',
    action: { kind: 'queue', name, version: '2012-11-05' },
    parameters: parameters({ ...queue, ...required }, optional),
  }
}

function parameters(
  required: Written,
  optional: Written,
  spell: (name: string) => string = (name) => name,
): ServiceSubtype['parameters'] {
  const entries = (written: Written, isRequired: boolean) =>
    Object.entries(written).map(([name, form]) => [name, { isRequired, form, name: spell(name) }] as const)
  return Object.fromEntries([...entries(required, true), ...entries(optional, false)])
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1)
}
