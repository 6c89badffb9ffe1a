import { AWSXRay } from '@cruddur/telemetry'

const namespace = 'user-activities'

/**
 * Runs `work` in an X-Ray subsegment with the time and the number of results as metadata.
 *
 * @param countResults counts the results of `work`
 */
export function inSubsegment<T>(
  name: string,
  work: () => Promise<T>,
  countResults: (result: T) => number,
): Promise<T> {
  return AWSXRay.captureAsyncFunc(name, async (subsegment) => {
    subsegment?.addMetadata('now', new Date().toISOString(), namespace)
    try {
      const result = await work()
      subsegment?.addMetadata('results_size', countResults(result), namespace)
      return result
    } catch (error) {
      subsegment?.addError(error as Error)
      throw error
    } finally {
      subsegment?.close()
    }
  })
}
