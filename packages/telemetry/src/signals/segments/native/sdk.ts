import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

export type SegmentLike = import('aws-xray-sdk-core').SegmentLike
export type Segment = import('aws-xray-sdk-core').Segment
export type Subsegment = import('aws-xray-sdk-core').Subsegment

/**
 * aws-xray-sdk-core 3.12, its native API whole: `getSegment`, `captureAsyncFunc`, `addAnnotation`…
 *
 * The import happens here and nowhere else, because the SDK decides while it loads: without
 * manual mode it switches async_hooks on, which slows every await for good, and a daemon address
 * it does not like makes it throw before our own configuration could say what is wrong.
 */
export const AWSXRay: typeof import('aws-xray-sdk-core') = loadWithout(
  'AWS_XRAY_DAEMON_ADDRESS',
  () => {
    process.env.AWS_XRAY_MANUAL_MODE = 'true'
    return require('aws-xray-sdk-core')
  },
)

/** Parts that the SDK keeps to itself; read from 3.12.0. */
export const internals = {
  /** Where every closed segment and every streamed subsegment goes. */
  emitter: require('aws-xray-sdk-core/dist/lib/segment_emitter') as {
    send(segment: SegmentLike): void
  },
  capturedException: require('aws-xray-sdk-core/dist/lib/segments/attributes/captured_exception')
    .prototype as { init(error: unknown, remote?: boolean): void },
}

function loadWithout<T>(name: string, load: () => T): T {
  const value = process.env[name]
  delete process.env[name]
  try {
    return load()
  } finally {
    if (value !== undefined) process.env[name] = value
  }
}
