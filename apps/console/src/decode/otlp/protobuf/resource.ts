import { type Attributes, checkAttributeCount } from '../attributes.ts'
import { readAttribute } from './any-value.ts'
import { type Reader, readSlice, type Slice } from './wire.ts'

/** Reads the attributes of a Resource. */
export function readResource(reader: Reader, slice: Slice | undefined): Attributes {
  const attributes: Attributes = {}
  let count = 0
  if (slice !== undefined)
    readSlice(reader, slice, (field) => {
      if (field !== 1) return false
      checkAttributeCount(++count)
      return readAttribute(reader, attributes)
    })
  return attributes
}

export interface Scope {
  readonly name: string
  readonly version: string
  readonly attributes: Attributes
}

/** Reads an InstrumentationScope. */
export function readScope(reader: Reader, slice: Slice | undefined): Scope {
  let name = ''
  let version = ''
  const attributes: Attributes = {}
  let count = 0
  if (slice !== undefined)
    readSlice(reader, slice, (field) => {
      if (field === 1) name = reader.string()
      else if (field === 2) version = reader.string()
      else if (field === 3) {
        checkAttributeCount(++count)
        readAttribute(reader, attributes)
      } else return false
      return true
    })
  return { name, version, attributes }
}
