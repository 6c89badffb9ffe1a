import type { EventEmitter } from 'node:events'
import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import type { FastifyInstance } from 'fastify'
import { expect, vi } from 'vitest'

interface Service {
  readonly app: FastifyInstance
  readonly url: string
  /** Has the route `/until-released`, which emits `entered` and waits for `released`. */
  readonly events: EventEmitter
}

/**
 * Closes the app while a request keeps a connection open, and requests `path` on that connection.
 *
 * @returns the raw second response
 */
export async function requestWhileClosing(
  { app, url, events }: Service,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<string> {
  const write = (target: string, lines: readonly string[]) =>
    socket.write([`GET ${target} HTTP/1.1`, 'host: localhost', ...lines, '', ''].join('\r\n'))
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  const entered = once(events, 'entered')
  write('/until-released', [])
  await entered
  const closed = app.close()
  await vi.waitFor(() => expect(app.server.listening).toBe(false))
  const arrived = once(app.server, 'request')
  write(
    path,
    Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  )
  await arrived
  events.emit('released')
  const responses = await text(socket)
  await closed
  return responses.slice(responses.lastIndexOf('HTTP/1.1'))
}
