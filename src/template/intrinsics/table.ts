import { and } from './and.ts'
import { base64 } from './base64.ts'
import { cidr } from './cidr.ts'
import { condition } from './condition.ts'
import { equals } from './equals.ts'
import { findInMap } from './find-in-map.ts'
import { forEach } from './for-each.ts'
import { getAtt } from './get-att.ts'
import { getAzs } from './get-azs.ts'
import { ifCondition } from './if.ts'
import { importValue } from './import-value.ts'
import type { ConditionIntrinsic, Intrinsic } from './intrinsic.ts'
import { join } from './join.ts'
import { length } from './length.ts'
import { not } from './not.ts'
import { or } from './or.ts'
import { ref } from './ref.ts'
import { select } from './select.ts'
import { split } from './split.ts'
import { sub } from './sub.ts'
import { toJsonString } from './to-json-string.ts'
import { transform } from './transform.ts'

export const intrinsics: Readonly<Record<string, Intrinsic>> = {
  Ref: ref,
  'Fn::Base64': base64,
  'Fn::Cidr': cidr,
  'Fn::FindInMap': findInMap,
  'Fn::ForEach': forEach,
  'Fn::GetAZs': getAzs,
  'Fn::GetAtt': getAtt,
  'Fn::If': ifCondition,
  'Fn::ImportValue': importValue,
  'Fn::Join': join,
  'Fn::Length': length,
  'Fn::Select': select,
  'Fn::Split': split,
  'Fn::Sub': sub,
  'Fn::ToJsonString': toJsonString,
  'Fn::Transform': transform,
}

/** These stand only where a condition is meant, so `Condition` in a policy statement is left alone. */
export const conditionIntrinsics: Readonly<Record<string, ConditionIntrinsic>> = {
  Condition: condition,
  'Fn::And': and,
  'Fn::Equals': equals,
  'Fn::Not': not,
  'Fn::Or': or,
}
