import type {
  ErrorItemReader,
  ErrorItemRow,
  OccurrenceCount,
  OccurrenceSelection,
} from '../../model/error-item-reader.ts'
import type { ErrorRow } from '../../model/error-row.ts'
import type { Parameters } from '../binder.ts'
import type { RunQuery } from '../run-query.ts'

/** Groups `rollbar_items` by fingerprint. */
export function createErrorItemReader(runQuery: RunQuery): ErrorItemReader {
  const read = <Row>(
    file: string,
    { range, service, run, ...filters }: OccurrenceSelection,
    parameters: Parameters,
  ) =>
    runQuery<Row>(`error-items/${file}`, {
      ...{ range, service, run },
      parameters: { environment: '', level: '', fingerprint: '', ...filters, ...parameters },
    })
  return {
    findErrorItems: ({ after, limit, ...selection }) =>
      read<ErrorItemRow>('find-error-items', selection, {
        after: after?.lastSeenUnixNano ?? '0',
        afterFingerprint: after?.fingerprint ?? '',
        limit,
      }),
    countOccurrences: async ({ fingerprints, stepNano, ...selection }) =>
      fingerprints.length === 0
        ? []
        : read<OccurrenceCount>('count-occurrences', selection, {
            fingerprints,
            step: String(stepNano),
          }),
    getOccurrences: ({ after, limit, ...selection }) =>
      read<ErrorRow>('get-occurrences', selection, {
        after: after?.timeUnixNano ?? '0',
        afterUuid: after?.uuid ?? '',
        limit,
      }),
  }
}
