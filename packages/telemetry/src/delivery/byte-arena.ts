const slabBytes = 128 * 1024
const largeBytes = 16 * 1024

/** Memory for bytes that wait in a queue, first in, first out. */
export interface ByteArena {
  /** The text's UTF-8 bytes. */
  write(text: string): Uint8Array
  copy(bytes: Uint8Array): Uint8Array
}

/**
 * Bytes that wait side by side are freed side by side. In the pool of `Buffer.from` a few of them
 * would keep 64 KB of strangers' bytes alive for as long as they wait.
 */
export function createByteArena(): ByteArena {
  let slab = Buffer.allocUnsafeSlow(0)
  let used = 0

  function allocate(length: number): Buffer {
    if (length >= largeBytes) return Buffer.allocUnsafeSlow(length)
    if (used + length > slab.length) {
      slab = Buffer.allocUnsafeSlow(slabBytes)
      used = 0
    }
    used += length
    return slab.subarray(used - length, used)
  }

  return {
    write: (text) => {
      const room = allocate(Buffer.byteLength(text))
      room.write(text)
      return room
    },
    copy: (bytes) => {
      const room = allocate(bytes.length)
      room.set(bytes)
      return room
    },
  }
}
