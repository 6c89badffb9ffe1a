import {
  Metadata,
  Server,
  ServerCredentials,
  type ServerUnaryCall,
  type sendUnaryData,
} from '@grpc/grpc-js'
import protobuf from 'protobufjs/minimal.js'
import type { RecordTimes } from '../../decode/otlp/record-times.ts'
import { OverloadedError } from '../../model/row-sink.ts'
import type { RecordCounts } from '../record-counts.ts'
import { toFailure } from './otlp-error.ts'
import { encodeSuccess } from './otlp-response.ts'
import { maxBodyBytes } from './read-body.ts'
import type { Signal, Take } from './signals.ts'

const services: Readonly<Record<Signal, string>> = {
  traces: '/opentelemetry.proto.collector.trace.v1.TraceService/Export',
  logs: '/opentelemetry.proto.collector.logs.v1.LogsService/Export',
  metrics: '/opentelemetry.proto.collector.metrics.v1.MetricsService/Export',
}
const permissionDenied = 7
const maxBytesInFlight = 256 * 1024 * 1024
const retryAfterSeconds = 1

export interface GrpcListener {
  readonly host: string
  /** `0` picks a free port. */
  readonly port: number
  /** Whether the `:authority` of a request, the gRPC form of the Host header, is allowed. */
  isAllowedHost(authority: string): boolean
}

export interface GrpcReceiverOptions extends GrpcListener {
  readonly takers: Readonly<Record<Signal, Take>>
  readonly times: () => RecordTimes
  readonly counts: RecordCounts
  onError(error: unknown): void
}

export interface GrpcReceiver {
  readonly port: number
  /** Stops listening and finishes requests in flight. */
  close(): Promise<void>
}

/**
 * OTLP over gRPC, with the decoders and limits of OTLP over HTTP. Messages stay bytes, because the
 * decoders read them. Reflection is not offered.
 * @throws the system error when the port is in use
 */
export async function startGrpcReceiver(options: GrpcReceiverOptions): Promise<GrpcReceiver> {
  const { host, takers, times, counts, onError } = options
  const server = new Server({ 'grpc.max_receive_message_length': maxBodyBytes })
  let bytesInFlight = 0

  const handle = async (take: Take, body: Buffer): Promise<Buffer> => {
    if (bytesInFlight > 0 && bytesInFlight + body.length > maxBytesInFlight)
      throw new OverloadedError(
        `Requests in flight exceed ${maxBytesInFlight} bytes`,
        retryAfterSeconds,
      )
    bytesInFlight += body.length
    try {
      return encodeSuccess('protobuf', await take('protobuf', body, times()))
    } finally {
      bytesInFlight -= body.length
    }
  }

  for (const [signal, path] of Object.entries(services) as [Signal, string][])
    server.addService(
      { Export: { ...bytes, path, requestStream: false, responseStream: false } },
      {
        Export: (call: ServerUnaryCall<Buffer, Buffer>, respond: sendUnaryData<Buffer>) => {
          const authority = call.getHost()
          if (!options.isAllowedHost(authority)) {
            const details = `The host ${JSON.stringify(authority)} is not allowed: add it to CONSOLE_ALLOWED_HOSTS`
            counts.add('received', 1)
            counts.reject(details)
            respond({ code: permissionDenied, details })
            return
          }
          handle(takers[signal], call.request).then(
            (response) => respond(null, response),
            (error: unknown) => respond(toGrpcError(error, counts, onError)),
          )
        },
      },
    )

  const port = await new Promise<number>((resolve, reject) => {
    const address = host.includes(':') ? `[${host}]` : host
    server.bindAsync(
      `${address}:${options.port}`,
      ServerCredentials.createInsecure(),
      (error, bound) => (error ? reject(withCode(error)) : resolve(bound)),
    )
  })
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        const timer = setTimeout(() => server.forceShutdown(), 2_000)
        server.tryShutdown(() => {
          clearTimeout(timer)
          resolve()
        })
      }),
  }
}

const identity = (message: Buffer) => message
const bytes = {
  requestSerialize: identity,
  requestDeserialize: identity,
  responseSerialize: identity,
  responseDeserialize: identity,
}

function toGrpcError(error: unknown, counts: RecordCounts, onError: (error: unknown) => void) {
  const failure = toFailure(error)
  if (failure.status === 500) onError(error)
  if (failure.status < 500) {
    counts.add('received', 1)
    counts.reject(failure.message)
  }
  const metadata = new Metadata()
  const { rpcCode: code, message: details, retryAfterSeconds: retrySeconds } = failure
  if (retrySeconds !== undefined)
    metadata.set('grpc-status-details-bin', encodeRetry(code, details, retrySeconds))
  return { code, details, metadata }
}

/** google.rpc.Status with a RetryInfo, the retry delay for exporters. */
function encodeRetry(code: number, message: string, seconds: number): Buffer {
  const writer = protobuf.Writer.create()
  writer.uint32(8).int32(code)
  writer.uint32(18).string(message)
  writer.uint32(26).fork()
  writer.uint32(10).string('type.googleapis.com/google.rpc.RetryInfo')
  writer.uint32(18).fork()
  writer.uint32(10).fork()
  writer.uint32(8).int64(Math.ceil(seconds))
  writer.ldelim().ldelim().ldelim()
  return Buffer.from(writer.finish())
}

/** grpc-js has the code of a system error in its message only; no upstream issue is known */
function withCode(error: Error): Error {
  const [code] = /E[A-Z]{4,}/.exec(error.message) ?? []
  return Object.assign(error, { code })
}
