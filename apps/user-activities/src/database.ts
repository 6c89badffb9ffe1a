import type { UserActivitiesConfig } from './config.ts'
import { insertSampleData } from './sample-data/insert-sample-data.ts'

/** Folder of the migrations. */
export const migrations = new URL('../migrations/', import.meta.url)

/** Initial data of a database without people, when it is configured. */
export const fillOf = ({ sampleData }: Pick<UserActivitiesConfig, 'sampleData'>) =>
  sampleData ? insertSampleData : undefined
