import { connect } from 'node:net'

/** Sends bytes unchanged and resolves with the bytes received until the other side closed. */
export async function rawRequest(url: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  let response = ''
  socket.setEncoding('utf8').on('data', (text) => {
    response += text
  })
  // A server that resets the connection has refused as well.
  await new Promise((resolve) => {
    socket.on('error', resolve).on('close', resolve).end(bytes)
  })
  return response
}

/** The status of the first response; undefined without a response. */
export function statusOf(response: string): number | undefined {
  const [, status] = /^HTTP\/1\.1 (\d{3})/.exec(response) ?? []
  return status === undefined ? undefined : Number(status)
}
