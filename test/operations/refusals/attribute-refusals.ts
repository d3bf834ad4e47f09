import { password, type RefusalCase, type Stage } from './refusal-case.ts'

const email = { email: 'alice@example.com', email_verified: 'true' }
const tenant = { Name: 'tenant', AttributeDataType: 'String', Mutable: false } as const
const familyName = { Name: 'family_name', AttributeDataType: 'String', Mutable: true, Required: true } as const
const withFamily = {
  pool: { schema: [familyName, tenant] },
  user: { attributes: { family_name: 'Liddell', 'custom:tenant': 'a' } },
} as const

export const attributeRefusals: readonly RefusalCase[] = [
  ...(
    [
      [['email'], 'alice', 'Username should be an email.'],
      [['email', 'phone_number'], 'alice', 'Username should be either an email or a phone number.'],
    ] as const
  ).map(([UsernameAttributes, Username, text]): RefusalCase => ({
    situation: `a name that is no ${UsernameAttributes.join(' or ')}`,
    operation: 'SignUp',
    refusal: `InvalidParameterException: ${text}`,
    given: { pool: { configuration: { UsernameAttributes } }, user: { attributes: email } },
    input: ({ ofClient }) => ({ ...ofClient, Username, Password: password }),
  })),
  {
    situation: 'a name that looks like somebody’s address',
    operation: 'SignUp',
    refusal:
      'InvalidParameterException: Username cannot be of email format, since user pool is configured for email alias.',
    given: { pool: { configuration: { AliasAttributes: ['email'] } } },
    input: ({ ofClient }) => ({ ...ofClient, Username: 'bob@example.com', Password: password }),
  },
  signUpWith('an address that is none', 'email', 'nowhere', 'Invalid email address format.'),
  signUpWith('a phone number that is none', 'phone_number', '555', 'Invalid phone number format.'),
  {
    situation: 'an attribute that is required and not there',
    operation: 'SignUp',
    refusal:
      'InvalidParameterException: Attributes did not conform to the schema: name.familyName: The attribute name.familyName is required\n',
    given: withFamily,
    input: ({ ofClient }) => ({ ...ofClient, Username: 'bob', Password: password }),
  },
  {
    situation: 'an address that is required and not there',
    operation: 'SignUp',
    refusal:
      'InvalidParameterException: Attributes did not conform to the schema: email: The attribute email is required\n',
    given: {
      pool: { schema: [{ Name: 'email', AttributeDataType: 'String', Required: true }] },
      user: { attributes: email },
    },
    input: ({ ofClient }) => ({ ...ofClient, Username: 'bob', Password: password }),
  },
  signUpWith(
    'an attribute that the pool does not have',
    'custom:x',
    'y',
    'Attributes did not conform to the schema: custom:x: Attribute does not exist in the schema.\n',
  ),
  updateWith(
    'an attribute that the pool does not have',
    ['custom:x', 'y'],
    'user.custom:x: Attribute does not exist in the schema.\n',
  ),
  updateWith(
    'a value that is too long',
    ['birthdate', '11 letters.'],
    'user.birthdate: String must be no longer than 10 characters\n',
  ),
  updateWith(
    'the word of the pool',
    ['email_verified', 'true'],
    'Cannot modify the non-mutable attribute email_verified',
  ),
  updateWith('the name that stays', ['sub', 'x'], 'Cannot modify the non-mutable attribute sub'),
  {
    ...updateWith(
      'an attribute that stays as it is',
      ['custom:tenant', 'b'],
      'user.custom:tenant: Attribute cannot be updated.\n',
    ),
    given: withFamily,
  },
  deletionOf('family_name', 'Invalid user attributes: name.familyName: The attribute name.familyName is required'),
  deletionOf(
    'custom:tenant',
    'Invalid user attributes: Custom.User.tenant: This attribute does not satisfy the mutability validation defined in the schema.',
  ),
  deletionOf('custom:unknown', 'Invalid user attributes: Type for attribute {custom:unknown} could not be determined'),
  {
    situation: 'an attribute that the client may not write',
    operation: 'UpdateUserAttributes',
    refusal: 'NotAuthorizedException: A client attempted to write unauthorized attribute',
    given: { client: { configuration: { WriteAttributes: ['email'] } } },
    input: (stage) => update(stage, ['name', 'Alice']),
  },
  {
    situation: 'an address that somebody has verified',
    operation: 'AdminUpdateUserAttributes',
    refusal: 'AliasExistsException: An account with the given email already exists.',
    given: { pool: { configuration: { AliasAttributes: ['email'] } }, user: { attributes: email } },
    input: async ({ call, ofPool }) => {
      const bob = { ...ofPool, Username: 'bob' }
      await call('AdminCreateUser', bob)
      const UserAttributes = Object.entries(email).map(([Name, Value]) => ({ Name, Value }))
      return { ...bob, UserAttributes }
    },
  },
  {
    situation: 'a name that somebody has',
    operation: 'UpdateUserAttributes',
    refusal: 'AliasExistsException: User account already exists for the alias.',
    given: { pool: { configuration: { AliasAttributes: ['preferred_username'] } } },
    input: async (stage) => {
      await stage.call('AdminCreateUser', { ...stage.ofPool, Username: 'bob' })
      return update(stage, ['preferred_username', 'bob'])
    },
  },
  {
    situation: 'a wrong code',
    operation: 'VerifyUserAttribute',
    refusal: 'CodeMismatchException: Invalid verification code provided, please try again.',
    given: { user: { attributes: email } },
    input: async (stage) => {
      const { AccessToken } = await stage.signIn()
      const input = { AccessToken, AttributeName: 'email' }
      await stage.call('GetUserAttributeVerificationCode', input)
      return { ...input, Code: '000000' }
    },
  },
  {
    situation: 'a code that nobody was sent',
    operation: 'VerifyUserAttribute',
    refusal: 'ExpiredCodeException: Invalid code provided, please request a code again.',
    given: { user: { attributes: email } },
    input: async (stage) => {
      const { AccessToken } = await stage.signIn()
      return { AccessToken, AttributeName: 'email', Code: '000000' }
    },
  },
  {
    situation: 'the sixth code within an hour',
    operation: 'GetUserAttributeVerificationCode',
    refusal: 'LimitExceededException: Attempt limit exceeded, please try after some time.',
    given: { user: { attributes: email } },
    input: async (stage) => {
      const { AccessToken } = await stage.signIn()
      const input = { AccessToken, AttributeName: 'email' }
      for (let attempt = 0; attempt < 5; attempt += 1) await stage.call('GetUserAttributeVerificationCode', input)
      return input
    },
  },
  listedBy('a filter that is none', 'username is alice', 'Error while parsing filter'),
  listedBy('a filter by what cannot be searched', 'custom:foo = "x"', 'Invalid search attribute: custom:foo'),
  addition(
    'a custom attribute for the second time',
    { Name: 'tenant', AttributeDataType: 'String' },
    'custom:tenant: Existing attribute already has name custom:tenant.',
  ),
  addition(
    'a custom attribute that is required',
    { Name: 'x', AttributeDataType: 'String', Required: true },
    'Required custom attributes are not supported currently.',
  ),
]

function signUpWith(situation: string, Name: string, Value: string, text: string): RefusalCase {
  return {
    situation,
    operation: 'SignUp',
    refusal: `InvalidParameterException: ${text}`,
    input: ({ ofClient }) => ({
      ...ofClient,
      Username: 'bob',
      Password: password,
      UserAttributes: [{ Name, Value }],
    }),
  }
}

function updateWith(situation: string, attribute: readonly [name: string, value: string], text: string): RefusalCase {
  return {
    situation,
    operation: 'UpdateUserAttributes',
    refusal: `InvalidParameterException: ${text}`,
    input: (stage) => update(stage, attribute),
  }
}

async function update(stage: Stage, [Name, Value]: readonly [name: string, value: string]): Promise<object> {
  return { AccessToken: (await stage.signIn()).AccessToken, UserAttributes: [{ Name, Value }] }
}

function deletionOf(name: string, text: string): RefusalCase {
  return {
    situation: name,
    operation: 'AdminDeleteUserAttributes',
    refusal: `InvalidParameterException: ${text}`,
    given: withFamily,
    input: ({ ofPool }) => ({ ...ofPool, UserAttributeNames: [name] }),
  }
}

function listedBy(situation: string, Filter: string, text: string): RefusalCase {
  return {
    situation,
    operation: 'ListUsers',
    refusal: `InvalidParameterException: ${text}`,
    input: ({ pool: { id: UserPoolId } }) => ({ UserPoolId, Filter }),
  }
}

function addition(situation: string, attribute: object, text: string): RefusalCase {
  return {
    situation,
    operation: 'AddCustomAttributes',
    refusal: `InvalidParameterException: ${text}`,
    given: withFamily,
    input: ({ pool: { id: UserPoolId } }) => ({ UserPoolId, CustomAttributes: [attribute] }),
  }
}
