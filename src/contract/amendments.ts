import type { ConstraintShape } from './constraint-shape.ts'

// Where the service behaves otherwise than its model says. The generator applies these before it writes anything,
// so types, constraints and messages agree; sdk-types.test.ts knows the differences that show in types.

/** Shapes that replace the model's shape of the same name, or are missing from it. */
export const amendedShapes: Readonly<Record<string, ConstraintShape>> = {
  // Cognito: inner spaces are allowed, and errors quote this pattern, not the model's `[\S]+`.
  PasswordType: { type: 'string', max: 256, pattern: '^[\\S]+.*[\\S]+$', sensitive: true },
  // The model has a structure without members; it is any JSON value.
  Document: { type: 'document' },
  // Precedence is a Java int: 0 to 2^31-1.
  PrecedenceType: { type: 'integer', min: 0, max: 2_147_483_647 },
  // The ranges that the documentation gives; the model has plain integers.
  TokenSessionsPerUserType: { type: 'integer', min: 1, max: 100 },
  SSOSessionMinutesType: { type: 'integer', min: 0, max: 129_600 },
  // Cognito: custom domains have dots, and a wrong prefix is refused in a sentence, so the model's pattern is not asked.
  DomainType: { type: 'string', min: 1, max: 63 },
  // Closed sets in AWS's SDK, plain strings in our copy of the model.
  ResourceServerManagedByType: { type: 'string', enum: ['COGNITO'] },
  OpenDcrGrantTypesList: { type: 'list', member: 'OAuthFlowType' },
}

/** Values that an enumeration accepts although the SDK's model does not list them yet. */
export const amendedEnums: Readonly<Record<string, readonly string[]>> = {
  // Required of clients that use GetClientToken.
  ExplicitAuthFlowsType: ['ALLOW_CLIENT_TOKEN_AUTH'],
}

/** Members whose target differs from the model's. */
export const amendedMembers: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  // Cognito: the model allows 0, the group lists refuse it.
  AdminListGroupsForUserRequest: { Limit: 'QueryLimit' },
  ListGroupsRequest: { Limit: 'QueryLimit' },
  ListUsersInGroupRequest: { Limit: 'QueryLimit' },
  UserPoolTokenSessionConfigType: { MaxPerUser: 'TokenSessionsPerUserType' },
  ClientSSOSessionConfigType: { MaxValidityMinutes: 'SSOSessionMinutesType' },
  ResourceServerType: { ManagedBy: 'ResourceServerManagedByType' },
}
