import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

export type SegmentLike = import('aws-xray-sdk-core').SegmentLike
export type Segment = import('aws-xray-sdk-core').Segment
export type Subsegment = import('aws-xray-sdk-core').Subsegment

/**
 * The native API of aws-xray-sdk-core 3.12: `getSegment`, `captureAsyncFunc`, `addAnnotation`…
 *
 * Imported only here, because the SDK reads its environment while it loads: without manual mode it enables
 * async_hooks, which slows every await, and it throws for a daemon address that it cannot parse before our
 * configuration can report it.
 */
export const AWSXRay: typeof import('aws-xray-sdk-core') = loadWithout(
  // The SDK's own logger writes plain text until ours replaces it.
  ['AWS_XRAY_DAEMON_ADDRESS', 'AWS_XRAY_DEBUG_MODE', 'AWS_XRAY_LOG_LEVEL'],
  () => {
    process.env.AWS_XRAY_MANUAL_MODE = 'true'
    return require('aws-xray-sdk-core')
  },
)

/** Private modules of the SDK 3.12.0. */
export const internals = {
  /** Receives every closed segment and every streamed subsegment. */
  emitter: require('aws-xray-sdk-core/dist/lib/segment_emitter') as {
    send(segment: SegmentLike): void
  },
  capturedException: require('aws-xray-sdk-core/dist/lib/segments/attributes/captured_exception')
    .prototype as { init(error: unknown, remote?: boolean): void },
}

function loadWithout<T>(names: readonly string[], load: () => T): T {
  const values = names.map((name) => [name, process.env[name]] as const)
  for (const name of names) delete process.env[name]
  try {
    return load()
  } finally {
    for (const [name, value] of values) if (value !== undefined) process.env[name] = value
  }
}
