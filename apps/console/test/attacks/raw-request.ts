import { connect } from 'node:net'

/** Sends bytes as they are and resolves with what came back until the other side closed. */
export async function rawRequest(url: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  let answer = ''
  socket.setEncoding('utf8').on('data', (text) => {
    answer += text
  })
  // A server that resets the connection has refused as well.
  await new Promise((resolve) => {
    socket.on('error', resolve).on('close', resolve).end(bytes)
  })
  return answer
}

/** The status of the first answer, or nothing when there was none. */
export function statusOf(answer: string): number | undefined {
  const [, status] = /^HTTP\/1\.1 (\d{3})/.exec(answer) ?? []
  return status === undefined ? undefined : Number(status)
}
