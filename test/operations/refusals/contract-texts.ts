/**
 * The texts of the cognito-api contract, section 6, one row a situation, in its order: what is here and refused by no
 * case is missing. `…` stands for what differs from call to call.
 */
export const contractTexts: Readonly<Record<string, readonly string[]>> = {
  'wrong password, hidden unknown user': ['NotAuthorizedException: Incorrect username or password.'],
  'unknown user': ['UserNotFoundException: User does not exist.'],
  'ForgotPassword, ConfirmSignUp, Resend of nobody': [
    'UserNotFoundException: Username/client id combination not found.',
  ],
  locked: ['NotAuthorizedException: Password attempts exceeded'],
  disabled: ['NotAuthorizedException: User is disabled.'],
  unconfirmed: ['UserNotConfirmedException: User is not confirmed.'],
  'RESET_REQUIRED sign-in': ['PasswordResetRequiredException: Password reset required for the user'],
  'temporary password expired': [
    'NotAuthorizedException: Temporary password has expired and must be reset by an administrator.',
  ],
  'flow disabled': [
    'InvalidParameterException: USER_PASSWORD_AUTH flow not enabled for this client',
    'InvalidParameterException: USER_SRP_AUTH is not enabled for the client.',
    'InvalidParameterException: Auth flow not enabled for this client',
  ],
  'admin flow on InitiateAuth': ['InvalidParameterException: Initiate Auth method not supported.'],
  'missing parameter': [
    'InvalidParameterException: Missing required parameter SRP_A',
    'InvalidParameterException: Missing required parameter USERNAME',
    'InvalidParameterException: Missing required parameter PASSWORD',
    'InvalidParameterException: Missing required parameter REFRESH_TOKEN',
    'InvalidParameterException: Missing required parameter NEW_PASSWORD',
  ],
  'secret hash missing': [
    'NotAuthorizedException: Client … is configured with secret but SECRET_HASH was not received',
    'NotAuthorizedException: Client … is configured for secret but secret was not received',
  ],
  'secret hash wrong': [
    'NotAuthorizedException: Unable to verify secret hash for client …',
    'NotAuthorizedException: SecretHash does not match for the client: …',
  ],
  'unknown client': [
    'ResourceNotFoundException: User pool client … does not exist.',
    'ResourceNotFoundException: User pool client does not exist.',
    'ResourceNotFoundException: User pool client … does not exist in user pool ….',
  ],
  'unknown pool': ['ResourceNotFoundException: User pool … does not exist.'],
  session: [
    'NotAuthorizedException: Invalid session for the user, session can only be used once.',
    'NotAuthorizedException: Invalid session for the user, session is expired.',
    'NotAuthorizedException: Invalid session for the user.',
  ],
  'access token': [
    'NotAuthorizedException: Invalid Access Token',
    'NotAuthorizedException: Could not verify signature for Access Token',
    'NotAuthorizedException: Access Token has expired',
    'NotAuthorizedException: Access Token has been revoked',
    'NotAuthorizedException: Access Token does not have required scopes',
    'NotAuthorizedException: Invalid access token.',
  ],
  'refresh token': [
    'NotAuthorizedException: Invalid Refresh Token',
    'NotAuthorizedException: Refresh Token has different Client',
    'NotAuthorizedException: Refresh Token has been revoked',
    'NotAuthorizedException: Refresh Token has expired',
    'NotAuthorizedException: The user has been deleted for the associated refresh token',
  ],
  'rotated refresh token': [
    'RefreshTokenReuseException: Refresh token reuse detected',
    'UnsupportedOperationException: This API does not support refresh token rotation',
    'InvalidParameterException: ALLOW_REFRESH_TOKEN_AUTH is not a permitted ExplicitAuthFlow when refresh token rotation is enabled.',
    'FeatureUnavailableInTierException: The following features need to be disabled for the LITE pricing tier configured: Refresh Token Rotation',
  ],
  'RevokeToken’s secret': ['UnauthorizedException: Invalid client or secret'],
  code: [
    'CodeMismatchException: Invalid verification code provided, please try again.',
    'ExpiredCodeException: Invalid code provided, please request a code again.',
  ],
  'MFA code': [
    'CodeMismatchException: Invalid code or auth state for the user.',
    'CodeMismatchException: Invalid code received for user',
    'ExpiredCodeException: Your software token has already been used once.',
    'EnableSoftwareTokenMFAException: Code mismatch',
    'SoftwareTokenMFANotFoundException: Software Token MFA has not been enabled by the userPool',
  ],
  'factor that is not set up': [
    'InvalidParameterException: User does not have delivery config set to turn on SOFTWARE_TOKEN_MFA',
    'InvalidParameterException: User does not have delivery config set to turn on SMS_MFA',
  ],
  'weak password': [
    'InvalidPasswordException: Password did not conform with policy: Password not long enough',
    'InvalidPasswordException: Password did not conform with policy: Password must have uppercase characters',
    'InvalidPasswordException: Password did not conform with policy: Password must have lowercase characters',
    'InvalidPasswordException: Password did not conform with policy: Password must have numeric characters',
    'InvalidPasswordException: Password did not conform with policy: Password must have symbol characters',
    'InvalidPasswordException: Password did not conform with password policy: Password not long enough',
    'InvalidPasswordException: Password does not conform to policy: Password not long enough',
  ],
  'password used before': ['PasswordHistoryPolicyViolationException: Password has previously been used'],
  'name taken': [
    'UsernameExistsException: User already exists',
    'UsernameExistsException: User account already exists',
    'UsernameExistsException: An account with the given email already exists.',
  ],
  'alias taken': [
    'AliasExistsException: An account with the email already exists.',
    'AliasExistsException: An account with the given email already exists.',
    'AliasExistsException: User account already exists for the alias.',
  ],
  'sign-up off': ['NotAuthorizedException: SignUp is not permitted for this user pool'],
  'already confirmed': [
    'NotAuthorizedException: User cannot be confirmed. Current status is CONFIRMED',
    'InvalidParameterException: User is already confirmed.',
  ],
  'administrators only': ['NotAuthorizedException: Contact administrator to reset password.'],
  'no reset in this state': ['NotAuthorizedException: User password cannot be reset in the current state.'],
  'no contact to reset by': [
    'InvalidParameterException: Cannot reset password for the user as there is no registered/verified email or phone_number',
  ],
  'RESEND in another state': [
    'UnsupportedUserStateException: Resend not possible. … status is not FORCE_CHANGE_PASSWORD',
  ],
  'shape of the username': [
    'InvalidParameterException: Username should be an email.',
    'InvalidParameterException: Username should be either an email or a phone number.',
    'InvalidParameterException: Username cannot be of email format, since user pool is configured for email alias.',
  ],
  'format of an address': [
    'InvalidParameterException: Invalid email address format.',
    'InvalidParameterException: Invalid phone number format.',
  ],
  'required attribute at SignUp': [
    'InvalidParameterException: Attributes did not conform to the schema: name.familyName: The attribute name.familyName is required\n',
    'InvalidParameterException: Attributes did not conform to the schema: email: The attribute email is required\n',
  ],
  'unknown attribute': [
    'InvalidParameterException: user.custom:x: Attribute does not exist in the schema.\n',
    'InvalidParameterException: Attributes did not conform to the schema: custom:x: Attribute does not exist in the schema.\n',
  ],
  'attribute too long': ['InvalidParameterException: user.birthdate: String must be no longer than 10 characters\n'],
  'not the user’s to write': [
    'InvalidParameterException: Cannot modify the non-mutable attribute email_verified',
    'InvalidParameterException: user.custom:tenant: Attribute cannot be updated.\n',
    'NotAuthorizedException: A client attempted to write unauthorized attribute',
  ],
  'not to be deleted': [
    'InvalidParameterException: Invalid user attributes: name.familyName: The attribute name.familyName is required',
    'InvalidParameterException: Invalid user attributes: Custom.User.tenant: This attribute does not satisfy the mutability validation defined in the schema.',
    'InvalidParameterException: Invalid user attributes: Type for attribute {custom:unknown} could not be determined',
  ],
  'ListUsers filter': [
    'InvalidParameterException: Error while parsing filter',
    'InvalidParameterException: Invalid search attribute: custom:foo',
  ],
  'custom attribute': [
    'InvalidParameterException: custom:…: Existing attribute already has name custom:….',
    'InvalidParameterException: Required custom attributes are not supported currently.',
  ],
  group: ['GroupExistsException: A group with the name already exists.', 'ResourceNotFoundException: Group not found.'],
  device: ['ResourceNotFoundException: Device does not exist.', 'InvalidParameterException: Invalid device key given.'],
  'pool that cannot be deleted': [
    'InvalidParameterException: User pool cannot be deleted. It has a domain configured that should be deleted first.',
    'InvalidParameterException: The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.',
  ],
  'client without flows': [
    'InvalidOAuthFlowException: AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows.',
  ],
  'unknown scope': ['ScopeDoesNotExistException: Invalid scope requested: …'],
  'domain taken': ['InvalidParameterException: Domain already associated with another user pool.'],
  'write attributes that lack a required one': [
    'InvalidParameterException: Invalid write attributes specified while creating a client',
  ],
  'token validity': ['InvalidParameterException: Invalid range for token validity.'],
  'limits per hour': ['LimitExceededException: Attempt limit exceeded, please try after some time.'],
  triggers: [
    'UserLambdaValidationException: PreSignUp failed with error ….',
    'InvalidLambdaResponseException: Unrecognizable lambda output',
    'InvalidLambdaResponseException: Invalid lambda function output : Invalid JSON',
    'UnexpectedLambdaException: PreSignUp invocation failed due to error ….',
    'InvalidParameterException: Custom auth lambda trigger is not configured for the user pool.',
  ],
}
