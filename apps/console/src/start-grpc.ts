import { createHostCheck } from './api/guard.ts'
import type { ConsoleConfig } from './config.ts'
import type { OtlpReceiver } from './receivers/otlp/start-otlp-receiver.ts'
import { listenError } from './start-check.ts'

/** Starts OTLP over gRPC. Its default port may be in use, for example by a Collector: then it is off. */
export async function startGrpc(
  otlp: OtlpReceiver,
  { host, otlpPort, otlpGrpcPort }: ConsoleConfig,
  allowedHosts: readonly string[],
  onError: (error: unknown) => void,
) {
  const port = otlpGrpcPort ?? Math.max(otlpPort - 1, 0)
  const isAllowedHost = createHostCheck(allowedHosts)
  try {
    return await otlp.startGrpc({ host, port, isAllowedHost })
  } catch (cause) {
    const error = listenError(cause, { variable: 'CONSOLE_OTLP_GRPC_PORT', host, port })
    if (otlpGrpcPort !== undefined) throw error
    onError(error)
    return undefined
  }
}
