import type { Attributes } from '../attributes.ts'
import { readAttribute } from './any-value.ts'
import { type Reader, readMessage } from './wire.ts'

/** Reads the attributes of a Resource. */
export function readResource(reader: Reader): Attributes {
  const attributes: Attributes = {}
  readMessage(reader, (field) => field === 1 && readAttribute(reader, attributes))
  return attributes
}

export interface Scope {
  readonly name: string
  readonly version: string
  readonly attributes: Attributes
}

export const noScope: Scope = { name: '', version: '', attributes: {} }

/** Reads an InstrumentationScope. */
export function readScope(reader: Reader): Scope {
  let name = ''
  let version = ''
  const attributes: Attributes = {}
  readMessage(reader, (field) => {
    if (field === 1) name = reader.string()
    else if (field === 2) version = reader.string()
    else if (field === 3) readAttribute(reader, attributes)
    else return false
    return true
  })
  return { name, version, attributes }
}
