import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { type Problem, titleOf } from './problem.ts'

interface ParseError extends Error {
  readonly code?: string
}

/** Maximum length of the request line and headers. */
export const maxHeaderBytes = 16 * 1024

const problems: Readonly<Record<string, { readonly status: number; readonly detail: string }>> = {
  HPE_HEADER_OVERFLOW: {
    status: 431,
    detail: `The request line and headers exceed ${maxHeaderBytes / 1024} KiB`,
  },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, detail: 'The request did not arrive in time' },
}
const malformed = { status: 400, detail: 'The request is not valid HTTP' }

/** Responds to a request that Node cannot parse. No route and no trace exist for it. */
export function sendClientProblem(error: ParseError, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  const { status, detail } = problems[error.code ?? ''] ?? malformed
  const problem: Problem = {
    type: 'about:blank',
    title: titleOf(status),
    status,
    detail,
    code: error.code ?? `HTTP_${status}`,
  }
  const body = JSON.stringify(problem)
  if (socket.writable)
    socket.write(
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n` +
        'content-type: application/problem+json; charset=utf-8\r\n' +
        `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
    )
  socket.destroy(error)
}
