import { AWSXRay } from '@cruddur/telemetry'
import type { ActivitiesRepository, PageRequest } from './activities-repository.ts'
import type { Page } from './activity.ts'

const namespace = 'user-activities'

/** Live activities of one person, newest first, within a subsegment; undefined for an unknown handle. */
export function showUserActivities(
  repository: ActivitiesRepository,
  handle: string,
  request: PageRequest,
): Promise<Page | undefined> {
  return AWSXRay.captureAsyncFunc('user_activities', async (subsegment) => {
    subsegment?.addMetadata('now', new Date().toISOString(), namespace)
    try {
      const page = await repository.listOf(handle, request)
      subsegment?.addMetadata('results_size', page?.activities.length ?? 0, namespace)
      return page
    } catch (error) {
      subsegment?.addError(error as Error)
      throw error
    } finally {
      subsegment?.close()
    }
  })
}
