import type { IncomingMessage } from 'node:http'
import { readAnswer } from '../../../delivery/read-answer.ts'

const maxAnswerBytes = 4 * 1024 * 1024

/** The ES module of http, and `fetch`, load undici (Node 26): 30 ms of a service's start. */
const { request } = process.getBuiltinModule('node:http')

/** @throws Error for an answer that is no success, or no JSON */
export async function postJson(url: string, body: unknown, signal: AbortSignal): Promise<unknown> {
  const answer = await post(url, JSON.stringify(body), signal)
  const { statusCode = 0 } = answer
  const text = await readAnswer(answer, maxAnswerBytes)
  if (statusCode < 200 || statusCode > 299) {
    throw new Error(`${new URL(url).pathname} answered ${statusCode}`)
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
    // Nobody waits for the rules with an end of the process.
    outgoing.on('socket', (socket) => socket.unref())
    outgoing.on('response', resolve)
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}
