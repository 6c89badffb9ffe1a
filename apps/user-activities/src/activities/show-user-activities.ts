import type { ActivitiesRepository, PageRequest } from './activities-repository.ts'
import type { Page } from './activity.ts'

/** One person's live activities, newest first; undefined when nobody has that handle. */
export function showUserActivities(
  repository: ActivitiesRepository,
  handle: string,
  request: PageRequest,
): Promise<Page | undefined> {
  return repository.listOf(handle, request)
}
