import type { IncomingMessage } from 'node:http'
import { readResponse } from '../../../delivery/read-response.ts'

const maxResponseBytes = 4 * 1024 * 1024

/** The ES module of `http` and `fetch` load undici (Node 26), which costs 30 ms at start. */
const { request } = process.getBuiltinModule('node:http')

/** @throws Error for a status other than 2xx or a body that is not JSON */
export async function postJson(url: string, body: unknown, signal: AbortSignal): Promise<unknown> {
  const response = await post(url, JSON.stringify(body), signal)
  const { statusCode = 0 } = response
  const text = await readResponse(response, maxResponseBytes)
  if (statusCode < 200 || statusCode > 299) {
    throw new Error(`${new URL(url).pathname} returned HTTP ${statusCode}`)
  }
  return JSON.parse(text)
}

function post(url: string, body: string, signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    }
    const outgoing = request(url, { method: 'POST', headers, signal })
    // A pending request for rules must not keep the process alive.
    outgoing.on('socket', (socket) => socket.unref())
    outgoing.on('response', resolve)
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}
