import type { IncomingMessage } from 'node:http'

/** @throws Error when the answer is longer than `maxBytes`, or breaks off */
export async function readAnswer(answer: IncomingMessage, maxBytes: number): Promise<string> {
  let text = ''
  for await (const chunk of answer.setEncoding('utf8')) {
    text += chunk
    if (text.length > maxBytes) throw new Error(`answer over ${maxBytes} bytes`)
  }
  return text
}
