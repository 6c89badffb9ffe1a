import type { AppImage } from './build-app-image.ts'

/** The environment of an app and the requests that test it. */
export interface SmokeTest {
  readonly env: Readonly<Record<string, string>>
  readonly permissions?: readonly string[]
  /** Calls the app. @returns the problems found */
  call(): Promise<string[]>
  close(): Promise<void>
}

export type StartSmokeTest = (image: AppImage, folder: string, port: number) => Promise<SmokeTest>
