import type { FunctionResult } from '../../../src/ports/functions.ts'
import { password, type RefusalCase, type StageOverrides } from './refusal-case.ts'

const withFunction = (functionResult: FunctionResult): StageOverrides => ({
  functionResult,
  pool: {
    configuration: { LambdaConfig: { PreSignUp: 'arn:aws:lambda:us-east-1:123456789012:function:pre-sign-up' } },
  },
})

const signUp = (situation: string, refusal: string, result: FunctionResult): RefusalCase => ({
  situation,
  operation: 'SignUp',
  refusal,
  given: withFunction(result),
  input: ({ client }) => ({ ClientId: client.id, Username: 'somebody', Password: password }),
})

export const triggerRefusals: readonly RefusalCase[] = [
  signUp('a function that throws', 'UserLambdaValidationException: PreSignUp failed with error no.', {
    kind: 'function-error',
    errorType: 'Error',
    errorMessage: 'no',
  }),
  signUp('a function that returns no event', 'InvalidLambdaResponseException: Unrecognizable lambda output', {
    kind: 'success',
    payload: 'done',
  }),
  signUp(
    'a function whose answer is of no use',
    'InvalidLambdaResponseException: Invalid lambda function output : Invalid JSON',
    { kind: 'success', payload: { response: { autoConfirmUser: 'yes' } } },
  ),
  signUp(
    'a function that cannot be called',
    'UnexpectedLambdaException: PreSignUp invocation failed due to error AccessDeniedException.',
    { kind: 'unavailable', reason: 'no', error: 'AccessDeniedException' },
  ),
  {
    situation: 'a sign-in by functions that are not there',
    operation: 'InitiateAuth',
    refusal: 'InvalidParameterException: Custom auth lambda trigger is not configured for the user pool.',
    given: { client: { configuration: { ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH'] } } },
    input: ({ client, user }) => ({
      ClientId: client.id,
      AuthFlow: 'CUSTOM_AUTH',
      AuthParameters: { USERNAME: user.username },
    }),
  },
]
