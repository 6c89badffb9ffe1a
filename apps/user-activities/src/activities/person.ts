/** The author of a post. */
export interface Person {
  readonly handle: string
  readonly display_name: string
}

/** The author of posts without a handle, as in the original Cruddur, while no authentication is configured. */
export const demoAuthor: Person = { handle: 'andrewbrown', display_name: 'Andrew Brown' }
