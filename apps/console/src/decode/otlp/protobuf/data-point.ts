import { checkAttributeCount } from '../attributes.ts'
import {
  emptyPoint,
  type MetricKind,
  unknownSum,
  type WireBuckets,
  type WirePoint,
} from '../metric-row.ts'
import { readAttribute } from './any-value.ts'
import {
  countElement,
  type Reader,
  readFixed64,
  readHex,
  readMessage,
  readSlice,
  type Slice,
} from './wire.ts'

type ReadField = (reader: Reader, field: number, wireType: number, point: WirePoint) => boolean

const fieldReaders: Readonly<Record<MetricKind, ReadField>> = {
  gauges: readNumberField,
  sums: readNumberField,
  histograms: readHistogramField,
  exponentialHistograms: readExponentialField,
  summaries: readSummaryField,
}

/** Field numbers of the attributes and the flags, by kind. */
const attributesFields = {
  gauges: 7,
  sums: 7,
  histograms: 9,
  exponentialHistograms: 1,
  summaries: 7,
} as const
const flagsFields = {
  gauges: 8,
  sums: 8,
  histograms: 10,
  exponentialHistograms: 10,
  summaries: 8,
} as const

export function readDataPoint(reader: Reader, kind: MetricKind, slice: Slice): WirePoint {
  const point = emptyPoint()
  if (kind !== 'summaries') point.sum = unknownSum
  const readField = fieldReaders[kind]
  let attributeCount = 0
  readSlice(reader, slice, (field, wireType) => {
    if (field === attributesFields[kind]) {
      checkAttributeCount(++attributeCount)
      return readAttribute(reader, point.attributes)
    }
    if (field === flagsFields[kind]) point.flags = reader.uint32()
    else if (field === 2) point.startNano = readFixed64(reader)
    else if (field === 3) point.timeNano = readFixed64(reader)
    else return readField(reader, field, wireType, point)
    return true
  })
  return point
}

function readNumberField(reader: Reader, field: number, _type: number, point: WirePoint): boolean {
  if (field === 4) point.value = reader.double()
  else if (field === 6) point.value = Number(BigInt.asIntN(64, readFixed64(reader)))
  else if (field === 5) return readExemplar(reader, point)
  else return false
  return true
}

function readHistogramField(
  reader: Reader,
  field: number,
  wireType: number,
  point: WirePoint,
): boolean {
  if (field === 4) point.count = readFixed64(reader)
  else if (field === 5) point.sum = reader.double()
  else if (field === 6)
    readRepeated(reader, wireType, () => point.bucketCounts.push(readFixed64(reader)))
  else if (field === 7)
    readRepeated(reader, wireType, () => point.explicitBounds.push(reader.double()))
  else if (field === 8) return readExemplar(reader, point)
  else if (field === 11) point.min = reader.double()
  else if (field === 12) point.max = reader.double()
  else return false
  return true
}

function readExponentialField(
  reader: Reader,
  field: number,
  _type: number,
  point: WirePoint,
): boolean {
  if (field === 4) point.count = readFixed64(reader)
  else if (field === 5) point.sum = reader.double()
  else if (field === 6) point.scale = reader.sint32()
  else if (field === 7) point.zeroCount = readFixed64(reader)
  else if (field === 8) return readBuckets(reader, point.positive)
  else if (field === 9) return readBuckets(reader, point.negative)
  else if (field === 11) return readExemplar(reader, point)
  else if (field === 12) point.min = reader.double()
  else if (field === 13) point.max = reader.double()
  else return false
  return true
}

function readSummaryField(reader: Reader, field: number, _type: number, point: WirePoint): boolean {
  if (field === 4) point.count = readFixed64(reader)
  else if (field === 5) point.sum = reader.double()
  else if (field === 6) {
    let quantile = 0
    let value = 0
    readMessage(reader, (inner) => {
      if (inner === 1) quantile = reader.double()
      else if (inner === 2) value = reader.double()
      else return false
      return true
    })
    point.quantiles.push({ quantile, value })
  } else return false
  return true
}

function readBuckets(reader: Reader, buckets: WireBuckets): true {
  return readMessage(reader, (field, wireType) => {
    if (field === 1) buckets.offset = reader.sint32()
    else if (field === 2)
      readRepeated(reader, wireType, () => buckets.counts.push(BigInt(String(reader.uint64()))))
    else return false
    return true
  })
}

/** Numbers are packed by default, but each may also be a field of its own. */
function readRepeated(reader: Reader, wireType: number, read: () => void): void {
  if (wireType !== 2) {
    countElement(reader)
    read()
    return
  }
  const length = reader.uint32()
  const end = reader.pos + length
  if (end > reader.len) throw new RangeError('A packed field exceeds its message')
  while (reader.pos < end) {
    countElement(reader)
    read()
  }
}

/** Exemplars are samples; those beyond this number are ignored. */
const maxExemplars = 100

function readExemplar(reader: Reader, point: WirePoint): boolean {
  if (point.exemplars.length >= maxExemplars) return false
  const exemplar = { attributes: {}, timeNano: 0n, value: 0, spanId: '', traceId: '' }
  readMessage(reader, (field) => {
    if (field === 7) return readAttribute(reader, exemplar.attributes)
    if (field === 2) exemplar.timeNano = readFixed64(reader)
    else if (field === 3) exemplar.value = reader.double()
    else if (field === 6) exemplar.value = Number(BigInt.asIntN(64, readFixed64(reader)))
    else if (field === 4) exemplar.spanId = readHex(reader)
    else if (field === 5) exemplar.traceId = readHex(reader)
    else return false
    return true
  })
  point.exemplars.push(exemplar)
  return true
}
