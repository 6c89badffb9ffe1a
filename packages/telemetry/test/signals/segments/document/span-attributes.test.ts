import { expect, it } from 'vitest'
import { spanAttributes } from '../../../../src/signals/segments/document/span-attributes.ts'

it('the log group of a segment becomes the span attribute that CloudWatch reads', () => {
  const segment = { id: 'a'.repeat(16), name: 'home', start_time: 1 }
  const aws = { cloudwatch_logs: [{ log_group: 'cruddur' }] }
  expect(spanAttributes({ ...segment, aws })).toEqual({ 'aws.log.group.names': ['cruddur'] })
  expect(spanAttributes({ ...segment, aws: { xray: {} } })).toEqual({})
})
