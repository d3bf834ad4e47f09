/** Cognito: CreateUserPool and UpdateUserPool know no other factor than SMS. */
export const smsNeededForMfa =
  'SMS configuration and Auto verification for phone_number are required when MFA is required/optional'
