import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { AwsError } from '../aws-error.ts'
import { encodeEvent, encodeException } from './event-stream.ts'

/** Events that were stored by one call. */
export interface StoredEvents {
  readonly logGroupName: string
  readonly logStreamName: string
  readonly ingestionTimeMillis: number
  readonly events: readonly { readonly timestamp: number; readonly message: string }[]
}

export interface TailRequest {
  /** Described in the first event of the session. */
  readonly input: object
  matchesStream(logGroupName: string, logStreamName: string): boolean
  matchesMessage(message: string): boolean
}

const maxSessions = 15
const maxPerUpdate = 500
const maxBuffered = 5_000
const maxUpdateBytes = 1_048_576
const updateMillis = 1_000
const maxSessionMillis = 3 * 3_600_000

/** Sessions of StartLiveTail; each sends the events of the last second. */
export function createTailSessions() {
  const sessions = new Set<{ add(stored: StoredEvents): void; end(): void }>()

  function start({ input, matchesStream, matchesMessage }: TailRequest): Readable {
    if (sessions.size >= maxSessions)
      throw new AwsError(
        'LimitExceededException',
        `The limit of ${maxSessions} sessions is reached.`,
      )
    const stream = new Readable({ read: () => undefined })
    const id = randomUUID()
    let buffered: object[] = []
    let matched = 0
    const session = {
      add({ logGroupName, logStreamName, ingestionTimeMillis, events }: StoredEvents) {
        if (!matchesStream(logGroupName, logStreamName)) return
        for (const { timestamp, message } of events) {
          if (!matchesMessage(message)) continue
          matched += 1
          buffered.push({
            ...{ logStreamName, message, timestamp, ingestionTime: ingestionTimeMillis },
            logGroupIdentifier: `000000000000:${logGroupName}`,
          })
        }
        if (buffered.length > maxBuffered) buffered = buffered.slice(-maxBuffered)
      },
      end() {
        stream.push(null)
      },
    }
    const update = () => {
      // The client reads slower than events arrive: the next update has the newest.
      if (stream.readableLength > maxUpdateBytes) return
      const sessionResults = withinBytes(evenly(buffered, maxPerUpdate))
      const sampled = sessionResults.length < matched
      buffered = []
      matched = 0
      stream.push(encodeEvent('sessionUpdate', { sessionMetadata: { sampled }, sessionResults }))
    }
    const updating = setInterval(update, updateMillis)
    const timeout = setTimeout(() => {
      stream.push(encodeException('SessionTimeoutException', 'The session has ended after 3 hours'))
      session.end()
    }, maxSessionMillis)
    stream.once('close', () => {
      clearInterval(updating)
      clearTimeout(timeout)
      sessions.delete(session)
    })
    sessions.add(session)
    stream.push(encodeEvent('initial-response', {}))
    stream.push(encodeEvent('sessionStart', { requestId: id, sessionId: id, ...input }))
    return stream
  }

  return {
    start,
    publish: (stored: StoredEvents) => {
      for (const session of sessions) session.add(stored)
    },
    endAll: () => {
      for (const session of sessions) session.end()
    },
  }
}

export type TailSessions = ReturnType<typeof createTailSessions>

function evenly<Item>(items: readonly Item[], most: number): readonly Item[] {
  if (items.length <= most) return items
  return Array.from({ length: most }, (_, index) => {
    return items[Math.floor((index * items.length) / most)] as Item
  })
}

function withinBytes(events: readonly object[]): readonly object[] {
  let bytes = 0
  const end = events.findIndex((event) => {
    bytes += JSON.stringify(event).length
    return bytes > maxUpdateBytes
  })
  return end < 0 ? events : events.slice(0, Math.max(1, end))
}
