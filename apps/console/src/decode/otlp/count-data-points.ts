import { InvalidRecordError } from './invalid-record-error.ts'
import {
  arrayField,
  field,
  isObject,
  type JsonObject,
  objectField,
  objectsField,
  parseRequest,
} from './json/wire.ts'
import { OtlpDecodeError } from './otlp-decode-error.ts'
import { type Reader, readFields, readMessage, readRequest } from './protobuf/wire.ts'

/** Fields of Metric with data points: gauge, sum, histogram, exponential histogram, summary. */
const dataFields = [5, 7, 9, 10, 11]
const dataNames = ['gauge', 'sum', 'histogram', 'exponentialHistogram', 'summary']

/**
 * Counts the data points of an ExportMetricsServiceRequest.
 * @throws OtlpDecodeError
 */
export function countProtobufDataPoints(bytes: Buffer): number {
  let count = 0
  const within = (reader: Reader, isField: (number: number) => boolean, then: () => true) =>
    readMessage(reader, (number) => isField(number) && then())
  readRequest(bytes, (reader) => {
    const points = () =>
      within(
        reader,
        (field) => field === 1,
        () => {
          count++
          return readMessage(reader, () => false)
        },
      )
    const metric = () => within(reader, (field) => dataFields.includes(field), points)
    const scope = () => within(reader, (field) => field === 2, metric)
    const resource = () => within(reader, (field) => field === 2, scope)
    readFields(reader, reader.len, (field) => field === 1 && resource())
  })
  return count
}

/**
 * The same for JSON.
 * @throws OtlpDecodeError
 */
export function countJsonDataPoints(bytes: Buffer): number {
  const request = parseRequest(bytes)
  try {
    return objectsField(request, 'resourceMetrics')
      .flatMap((resource) => objectsField(resource, 'scopeMetrics'))
      .flatMap((scope) => objectsField(scope, 'metrics'))
      .reduce((sum, metric) => sum + countOf(metric), 0)
  } catch (cause) {
    if (!(cause instanceof InvalidRecordError)) throw cause
    throw new OtlpDecodeError('malformed', cause.message, { cause })
  }
}

function countOf(metric: JsonObject): number {
  const name = dataNames.find((candidate) => isObject(field(metric, candidate)))
  return name === undefined ? 0 : arrayField(objectField(metric, name), 'dataPoints').length
}
