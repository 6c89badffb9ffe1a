import type { IncomingMessage } from 'node:http'

/** @throws Error when the response is longer than `maxBytes` or is aborted */
export async function readResponse(response: IncomingMessage, maxBytes: number): Promise<string> {
  let text = ''
  for await (const chunk of response.setEncoding('utf8')) {
    text += chunk
    if (text.length > maxBytes) throw new Error(`response over ${maxBytes} bytes`)
  }
  return text
}
