/** An error as CloudWatch Logs names it; SDKs make an exception of that name of it. */
export type AwsErrorName =
  | 'InvalidParameterException'
  | 'LimitExceededException'
  | 'OperationAbortedException'
  | 'ResourceAlreadyExistsException'
  | 'ResourceNotFoundException'
  | 'SerializationException'
  | 'ThrottlingException'
  | 'UnknownOperationException'

/** A call that CloudWatch Logs would refuse; answered in its form. */
export class AwsError extends Error {
  override readonly name = 'AwsError'
  readonly code = 'CON_LOGS_REFUSED'
  readonly type: AwsErrorName

  constructor(type: AwsErrorName, message: string) {
    super(message)
    this.type = type
  }
}
