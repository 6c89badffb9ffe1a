import { type FileHandle, mkdir, open, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { constants, crc32, zstdCompress, zstdDecompress } from 'node:zlib'

const compress = promisify(zstdCompress)
const decompress = promisify(zstdDecompress)
const compression = { params: { [constants.ZSTD_c_compressionLevel]: 1 } }
/** Length and checksum of the payload. */
const headerBytes = 8
const extension = '.log'

/** A record of the log: the lines of one insert. */
export interface LogRecord {
  readonly table: string
  readonly columns: readonly string[]
  readonly lines: Buffer
}

/** An append-only log of the rows that the engine has only in memory. */
export interface WriteLog {
  /** Resolves when the record is on the disk. Concurrent records share one fsync. */
  append(record: LogRecord): Promise<void>
  /** Starts a new file. */
  rotate(): Promise<Rotation>
  close(): Promise<void>
}

export interface Rotation {
  /** Number of the new file. */
  readonly file: number
  removeEarlier(): Promise<void>
}

interface Pending {
  readonly record: LogRecord
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/** Opens a log in a folder; earlier files stay until they are read with `readLog` and removed. */
export async function openWriteLog(folder: string): Promise<WriteLog> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  let number = Math.max(0, ...(await listFiles(folder)).map(numberOf)) + 1
  let file: FileHandle | undefined
  /** Length of the complete records in the file. */
  let fileBytes = 0
  let pending: Pending[] = []
  let writing: Promise<void> | undefined

  /** Creates the file with the first record, so that an idle console writes nothing. */
  const current = async () => {
    file ??= await open(join(folder, nameOf(number)), 'a', 0o600)
    return file
  }

  /** An incomplete record would hide the records after it. */
  async function removeIncomplete(): Promise<void> {
    try {
      await file?.truncate(fileBytes)
    } catch {
      await startFile()
    }
  }

  async function startFile(): Promise<void> {
    await file?.close().catch(() => undefined)
    file = undefined
    fileBytes = 0
    number += 1
  }

  async function write(): Promise<void> {
    while (pending.length > 0) {
      const group = pending
      pending = []
      try {
        const records = Buffer.concat(await Promise.all(group.map(({ record }) => encode(record))))
        const handle = await current()
        await handle.appendFile(records)
        await handle.datasync()
        fileBytes += records.length
        for (const { resolve } of group) resolve()
      } catch (error) {
        await removeIncomplete()
        for (const { reject } of group) reject(error)
      }
    }
  }

  /** A record can arrive between the end of a write and this call. */
  const start = () => {
    if (writing || pending.length === 0) return
    writing = write().finally(() => {
      writing = undefined
      start()
    })
  }

  return {
    append: (record) =>
      new Promise((resolve, reject) => {
        pending.push({ record, resolve, reject })
        start()
      }),
    rotate: async () => {
      while (writing) await writing
      await startFile()
      const first = number
      return {
        file: first,
        removeEarlier: async () => {
          for (const name of await listFiles(folder))
            if (numberOf(name) < first) await rm(join(folder, name), { force: true })
        },
      }
    },
    close: async () => {
      while (writing) await writing
      await file?.close()
      file = undefined
    },
  }
}

/** Reads the records of all files in order. A record that was not written completely ends its file. */
export async function* readLog(
  folder: string,
): AsyncGenerator<LogRecord & { readonly file: number }> {
  for (const name of await listFiles(folder)) {
    const bytes = await readFile(join(folder, name))
    let position = 0
    while (position + headerBytes <= bytes.length) {
      const start = position + headerBytes
      const end = start + bytes.readUInt32LE(position)
      const payload = bytes.subarray(start, end)
      if (end > bytes.length || crc32(payload) !== bytes.readUInt32LE(position + 4)) break
      yield { file: numberOf(name), ...decode(await decompress(payload)) }
      position = end
    }
  }
}

async function encode({ table, columns, lines }: LogRecord): Promise<Buffer> {
  const head = Buffer.from(`${JSON.stringify({ table, columns })}\n`)
  const payload = await compress(Buffer.concat([head, lines]), compression)
  const header = Buffer.alloc(headerBytes)
  header.writeUInt32LE(payload.length, 0)
  header.writeUInt32LE(crc32(payload), 4)
  return Buffer.concat([header, payload])
}

function decode(bytes: Buffer): LogRecord {
  const end = bytes.indexOf('\n')
  return { ...JSON.parse(bytes.toString('utf8', 0, end)), lines: bytes.subarray(end + 1) }
}

async function listFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => [])
  return names.filter((name) => name.endsWith(extension)).sort()
}

const nameOf = (number: number) => `${String(number).padStart(12, '0')}${extension}`
const numberOf = (name: string) => Number.parseInt(name, 10)
