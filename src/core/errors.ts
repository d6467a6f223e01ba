/** What the user gave cannot be used: exit code 2. The message names the field and what is accepted. */
export class InputError extends Error {
  override readonly name = 'InputError'
}

/** The machine, a server or a file failed: exit code 1. The message says what to do. */
export class FailureError extends Error {
  override readonly name = 'FailureError'
}

/** The one form in which a bad value is reported. */
export function badInput(field: string, given: unknown, accepted: string): InputError {
  return new InputError(`${field}: got ${shown(given)}, accepted: ${accepted}`)
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing'
  return typeof value === 'number' ? String(value) : JSON.stringify(value)
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
