import { useEffect, useRef, useState } from 'react'
import type { LogLine, LogSearch } from '../../src/contract/logs.ts'
import { client } from '../api/client.ts'
import { report } from '../frame/connection.ts'

const MAX_LINES = 2_000
const RETRY_MILLIS = 3_000
/** Lines arrive later than their timestamp; duplicates are removed. */
const OVERLAP_MILLIS = 60_000

interface Tailed {
  readonly key: string
  readonly lines: readonly LogLine[]
  readonly isTruncated: boolean
}

/**
 * Lines that arrive while `follows` is set; after a pause, the lines of the pause are added.
 * @param foundAtMillis Time of the query that the tail continues.
 */
export function useLogTail(search: LogSearch, follows: boolean, foundAtMillis: number) {
  const key = JSON.stringify(search)
  const [tailed, setTailed] = useState<Tailed>({ key, lines: [], isTruncated: false })
  const alive = useRef({ key, millis: 0 })

  useEffect(() => {
    if (!follows) return
    const gone = new AbortController()
    const { limit: _, since: _since, start: _start, end: _end, ...filters } = JSON.parse(key)
    const follow = async () => {
      const from = alive.current.key === key ? alive.current.millis : 0
      const start = new Date(Math.max(from, foundAtMillis) - OVERLAP_MILLIS).toISOString()
      for await (const batch of client.tailLogs({ ...filters, start }, { signal: gone.signal })) {
        report(false)
        alive.current = { key, millis: Date.now() }
        setTailed((before) => {
          const lines = before.key === key ? before.lines : []
          const isTruncated = batch.truncated === true || lines.length >= MAX_LINES
          return { key, lines: [...lines, ...batch.lines].slice(-MAX_LINES), isTruncated }
        })
      }
    }
    const retry = async () => {
      while (!gone.signal.aborted) {
        await follow().catch(() => undefined)
        if (gone.signal.aborted) return
        report(true)
        await new Promise((resolve) => setTimeout(resolve, RETRY_MILLIS))
      }
    }
    void retry()
    return () => gone.abort()
  }, [key, follows, foundAtMillis])

  const own = tailed.key === key ? tailed : { lines: [], isTruncated: false }
  return { lines: own.lines, isTruncated: own.isTruncated }
}
