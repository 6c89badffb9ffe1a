const slabBytes = 128 * 1024
const maxFreeBytes = 4 * 1024 * 1024

interface Slab {
  readonly memory: Buffer
  used: number
  /** Allocations that are not released yet. */
  taken: number
}

/** Memory for bytes that wait in a FIFO queue. */
export interface ByteArena {
  /** Writes the text as UTF-8. */
  write(text: string): Uint8Array
  copy(bytes: Uint8Array): Uint8Array
  /** Returns the bytes for reuse. Bytes that are never released are garbage-collected. */
  release(bytes: Uint8Array): void
}

/**
 * Slabs of consecutive allocations are freed together. In the pool of `Buffer.from` a few queued bytes
 * would keep 64 KB of unrelated bytes alive; a new buffer per entry makes V8 run a full garbage
 * collection several times per second.
 */
export function createByteArena(): ByteArena {
  const slabs = new WeakMap<ArrayBufferLike, Slab>()
  let free: Slab[] = []
  let current = newSlab(slabBytes)

  function newSlab(bytes: number): Slab {
    const memory = Buffer.allocUnsafeSlow(Math.ceil(bytes / slabBytes) * slabBytes)
    const slab = { memory, used: 0, taken: 0 }
    slabs.set(memory.buffer, slab)
    return slab
  }

  function slabFor(bytes: number): Slab {
    const found = free.find(({ memory }) => memory.length >= bytes)
    if (!found) return newSlab(bytes)
    free = free.filter((slab) => slab !== found)
    return found
  }

  function keep(slab: Slab): void {
    slab.used = 0
    const freeBytes = free.reduce((total, { memory }) => total + memory.length, 0)
    if (freeBytes + slab.memory.length <= maxFreeBytes) free.push(slab)
  }

  function allocate(length: number): Buffer {
    if (current.used + length > current.memory.length) {
      const full = current
      current = slabFor(length)
      if (full.taken === 0) keep(full)
    }
    current.used += length
    current.taken += 1
    return current.memory.subarray(current.used - length, current.used)
  }

  return {
    write: (text) => {
      const target = allocate(Buffer.byteLength(text))
      target.write(text)
      return target
    },
    copy: (bytes) => {
      const target = allocate(bytes.length)
      target.set(bytes)
      return target
    },
    release: ({ buffer }) => {
      const slab = slabs.get(buffer)
      if (!slab) return
      slab.taken -= 1
      if (slab.taken > 0) return
      if (slab === current) slab.used = 0
      else keep(slab)
    },
  }
}
