import { OtlpDecodeError } from '../../decode/otlp/otlp-decode-error.ts'
import { OverloadedError } from '../../model/row-sink.ts'
import { StoreError } from '../../model/store-error.ts'

/** The codes of google.rpc.Code that the receiver uses. */
const rpcCodes = {
  invalidArgument: 3,
  notFound: 5,
  resourceExhausted: 8,
  internal: 13,
  unavailable: 14,
} as const

export interface OtlpFailure {
  readonly status: number
  readonly rpcCode: number
  readonly message: string
  readonly retryAfterSeconds?: number
}

/** A request that is refused as a whole. */
export class OtlpRequestError extends Error {
  override readonly name = 'OtlpRequestError'
  readonly statusCode: 404 | 405 | 413 | 415

  constructor(statusCode: OtlpRequestError['statusCode'], message: string) {
    super(message)
    this.statusCode = statusCode
  }
}

/** Exporters retry 429, 502, 503 and 504 only. */
export function toFailure(error: unknown): OtlpFailure {
  if (error instanceof OverloadedError)
    return {
      status: 503,
      rpcCode: rpcCodes.unavailable,
      message: error.message,
      retryAfterSeconds: error.retryAfterSeconds,
    }
  if (error instanceof OtlpDecodeError)
    return {
      status: error.reason === 'too-large' ? 413 : 400,
      rpcCode: rpcCodes.invalidArgument,
      message: error.message,
    }
  if (error instanceof StoreError)
    return { status: 400, rpcCode: rpcCodes.invalidArgument, message: error.message }
  return ofFramework(error)
}

function ofFramework(error: unknown): OtlpFailure {
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500
  if (status === 413) return { status, rpcCode: rpcCodes.resourceExhausted, message: tooLarge }
  // The framework refuses a request without a media type.
  if (status === 415 && !(error instanceof OtlpRequestError))
    return { status, rpcCode: rpcCodes.invalidArgument, message: otherMediaType }
  if (status >= 400 && status < 500)
    return {
      status,
      rpcCode: status === 404 ? rpcCodes.notFound : rpcCodes.invalidArgument,
      message: (error as Error).message,
    }
  return {
    status: 500,
    rpcCode: rpcCodes.internal,
    message: 'Internal error: see the log of the console',
  }
}

export const otherMediaType = 'Content-Type must be application/x-protobuf or application/json'
export const tooLarge = 'The body exceeds 64 MiB: send smaller batches'
