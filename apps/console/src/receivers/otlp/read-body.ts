import { promisify } from 'node:util'
import { gunzip, inflate, zstdDecompress } from 'node:zlib'
import { OtlpDecodeError } from '../../decode/otlp/otlp-decode-error.ts'
import { OtlpRequestError, otherMediaType, tooLarge } from './otlp-error.ts'
import type { Encoding } from './otlp-response.ts'

/** The limit of the OTLP specification; it also applies after decompression. */
export const maxBodyBytes = 64 * 1024 * 1024

const decompressors = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  zstd: promisify(zstdDecompress),
}

/** @throws OtlpRequestError for a media type that OTLP/HTTP does not define */
export function encodingOf(contentType: string | undefined): Encoding {
  const mediaType = contentType?.split(';', 1)[0]?.trim().toLowerCase()
  if (mediaType === 'application/x-protobuf' || mediaType === 'application/protobuf')
    return 'protobuf'
  if (mediaType === 'application/json') return 'json'
  throw new OtlpRequestError(415, `${otherMediaType} (got "${(contentType ?? '').slice(0, 40)}")`)
}

/**
 * Returns the decompressed body.
 * @throws OtlpRequestError when it exceeds the limit or its encoding is unknown, OtlpDecodeError when it is corrupt
 */
export async function decompress(
  body: Buffer,
  contentEncoding: string | undefined,
): Promise<Buffer> {
  const encoding = contentEncoding?.trim().toLowerCase() || 'identity'
  if (encoding === 'identity') return body
  const decompressor = Object.hasOwn(decompressors, encoding)
    ? decompressors[encoding as keyof typeof decompressors]
    : undefined
  if (decompressor === undefined)
    throw new OtlpRequestError(
      415,
      `Content-Encoding must be gzip, zstd, deflate or identity (got "${encoding.slice(0, 40)}")`,
    )
  try {
    return await decompressor(body, { maxOutputLength: maxBodyBytes })
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      throw new OtlpRequestError(413, tooLarge)
    throw new OtlpDecodeError('malformed', `The body is not ${encoding}`, { cause })
  }
}
