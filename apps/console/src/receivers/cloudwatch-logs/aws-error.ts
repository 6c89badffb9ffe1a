/** An error type of CloudWatch Logs; SDKs throw an exception of that name. */
export type AwsErrorName =
  | 'InvalidParameterException'
  | 'LimitExceededException'
  | 'MalformedQueryException'
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
  /** Further members of the response. */
  readonly details: object

  constructor(type: AwsErrorName, message: string, details: object = {}) {
    super(message)
    this.type = type
    this.details = details
  }
}
