/** An error type of CloudWatch Logs; SDKs throw an exception of that name. */
export type AwsErrorName =
  | 'InvalidParameterException'
  | 'LimitExceededException'
  | 'OperationAbortedException'
  | 'ResourceAlreadyExistsException'
  | 'ResourceNotFoundException'
  | 'SerializationException'
  | 'ThrottlingException'
  | 'UnknownOperationException'

/** A call that CloudWatch Logs would refuse, with the same error type. */
export class AwsError extends Error {
  override readonly name = 'AwsError'
  readonly code = 'CON_LOGS_REFUSED'
  readonly type: AwsErrorName

  constructor(type: AwsErrorName, message: string) {
    super(message)
    this.type = type
  }
}
