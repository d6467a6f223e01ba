import { appendFileSync } from 'node:fs'
import { list } from 'tar'

/**
 * Appends entries of a packed archive to files, without unpacking the rest.
 *
 * @param entries by name of the entry in the archive: the file that it is appended to
 * @throws Error where the archive is damaged or lacks one of the entries
 */
export async function appendEntries(archive: string, entries: ReadonlyMap<string, string>): Promise<void> {
  const found = new Set<string>()
  await list({
    file: archive,
    strict: true,
    filter: (path) => entries.has(path),
    onReadEntry(entry) {
      const target = entries.get(entry.path)
      if (target === undefined) return
      found.add(entry.path)
      // Written as it comes: disks keep up with unpacking, so nothing piles up in memory.
      entry.on('data', (chunk: Buffer) => appendFileSync(target, chunk))
    },
  })
  const lacking = [...entries.keys()].filter((path) => !found.has(path))
  if (lacking.length > 0) throw new Error(`the package holds no ${lacking.join(', ')}`)
}
