import type { Json } from './json.ts'

/** The installation that a template is applied to. */
export interface Deployment {
  readonly region: string
  readonly accountId: string
  readonly stackName: string
}

/** `AWS::Region` and its like; undefined for `AWS::NoValue` is the caller's to know. */
export function pseudoParameters(deployment: Deployment): Readonly<Record<string, Json>> {
  const { region, accountId, stackName } = deployment
  const partition = partitionOf(region)
  return {
    'AWS::AccountId': accountId,
    'AWS::NotificationARNs': [],
    'AWS::Partition': partition,
    'AWS::Region': region,
    'AWS::StackId': `arn:${partition}:cloudformation:${region}:${accountId}:stack/${stackName}/local`,
    'AWS::StackName': stackName,
    'AWS::URLSuffix': region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com',
  }
}

export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn'
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws'
}
