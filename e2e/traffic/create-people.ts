/** The authors of the posts; those of the original Cruddur are part of the sample data. */
export const handles = [
  'Andrew Brown',
  'Worf',
  'Garek',
  'ada',
  'bruno',
  'chiyo',
  'dario',
  'freya',
  'juno',
]

/**
 * Creates the people, so that posts succeed in an empty database.
 *
 * @returns whether people can be created; false with authentication
 */
export async function createPeople(userUrl: string): Promise<boolean> {
  const statuses = await Promise.all(
    handles.map(async (handle) => {
      const response = await fetch(`${userUrl}/api/people`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ handle, display_name: handle }),
      })
      await response.body?.cancel()
      return response.status
    }),
  )
  return statuses.every((status) => status === 201 || status === 409)
}
