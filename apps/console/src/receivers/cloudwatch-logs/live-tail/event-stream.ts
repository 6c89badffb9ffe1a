import { crc32 } from 'node:zlib'

const stringType = 7
const jsonType = 'application/x-amz-json-1.1'

/**
 * Encodes one event of `application/vnd.amazon.eventstream`: prelude (two lengths and their checksum),
 * headers, JSON payload, checksum.
 */
export function encodeEvent(eventType: string, payload: object): Buffer {
  return encode({ ':event-type': eventType, ':message-type': 'event' }, payload)
}

/** Encodes an exception, which ends a stream. */
export function encodeException(exceptionType: string, message: string): Buffer {
  return encode({ ':exception-type': exceptionType, ':message-type': 'exception' }, { message })
}

function encode(names: Readonly<Record<string, string>>, payload: object): Buffer {
  const headers = Buffer.concat(
    Object.entries({ ...names, ':content-type': jsonType }).map(([name, value]) => {
      const [key, text] = [Buffer.from(name), Buffer.from(value)]
      return Buffer.concat([byte(key.length), key, byte(stringType), uint16(text.length), text])
    }),
  )
  const body = Buffer.from(JSON.stringify(payload))
  const lengths = Buffer.concat([uint32(headers.length + body.length + 16), uint32(headers.length)])
  const message = Buffer.concat([lengths, uint32(crc32(lengths)), headers, body])
  return Buffer.concat([message, uint32(crc32(message))])
}

function byte(value: number): Buffer {
  return Buffer.of(value)
}

function uint16(value: number): Buffer {
  const buffer = Buffer.alloc(2)
  buffer.writeUInt16BE(value)
  return buffer
}

function uint32(value: number): Buffer {
  const buffer = Buffer.alloc(4)
  buffer.writeUInt32BE(value)
  return buffer
}
