/** What is known of the place that text is printed to. */
export interface Terminal {
  /** Characters of a line; null where it is no terminal: then nothing is left out. */
  readonly columns: number | null
  /** Whether it shows more than ASCII. */
  readonly unicode: boolean
}

/** What is behind stdout. */
export function terminal(): Terminal {
  const { isTTY, columns } = process.stdout
  return { columns: isTTY ? columns : null, unicode: showsUnicode(process.env, process.platform) }
}

/**
 * Whether the locale's characters are Unicode: by the first of LC_ALL, LC_CTYPE and LANG that is set, as POSIX
 * has it. Windows has no such variables, and its terminal of today shows them.
 */
export function showsUnicode(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): boolean {
  const { LC_ALL, LC_CTYPE, LANG, TERM } = environment
  const locale = LC_ALL || LC_CTYPE || LANG
  if (TERM === 'linux') return false
  if (locale) return /utf-?8/i.test(locale)
  return platform === 'win32' || platform === 'darwin'
}
