import type { AppImage } from './build-app-image.ts'

/** What an app needs around it, and what is asked of it. */
export interface Scene {
  readonly env: Readonly<Record<string, string>>
  readonly permissions?: readonly string[]
  /** Calls the app. @returns what was wrong */
  call(): Promise<string[]>
  close(): Promise<void>
}

export type Exercise = (image: AppImage, folder: string, port: number) => Promise<Scene>
