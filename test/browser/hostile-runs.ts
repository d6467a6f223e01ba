import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse, stringify } from 'yaml'
import { newFolder, runFolders, silotwin } from '../cli/silotwin.ts'

/** Text that would act in a page, a spreadsheet or a terminal, if it were let; one line, as a model may say it. */
export const hostileText = [
  "=cmd|' /C calc'!A0",
  '<script>window.__pwned=1</script></script><script>window.__pwned=2</script>',
  '<img src=x onerror="window.__pwned=3"><svg onload="window.__pwned=4">',
  '</title></style></textarea><body onload=window.__pwned=5>',
  `"' onmouseover='window.__pwned=6' x="`,
  '<a href="javascript:window.__pwned=7">x</a><!-- ]]>',
  'ab\u202edcba\u202c \u2066x\u2069 \u200f',
  '\u001b[31mred\u001b[2J\u001b]0;title\u0007\u009b1m',
].join(' ')

const corpusFile = fileURLToPath(new URL('../../corpora/prettiest-flower.yaml', import.meta.url))
const design = [
  '--embedder',
  'hash',
  '--agents',
  '5',
  '--steps',
  '4',
  '--neighbors',
  '3',
  '--replicates',
  '2',
]

/** How a command that made hostile runs ended, and where they are. */
export interface HostileRuns {
  readonly folder: string
  readonly printed: readonly string[]
}

/** A paired experiment on a hostile corpus whose model says recorded answers, each with the text at its end. */
export async function hostilePair(): Promise<HostileRuns> {
  const corpus = hostileCorpus()
  const recorded = newFolder('recorded')
  const made = await silotwin(
    'pair',
    '--model',
    'scripted:copy',
    '--corpus',
    corpus,
    ...design,
    '--out',
    recorded,
  )
  for (const run of runFolders(recorded)) appendToAnswers(join(run, 'trace.jsonl'))
  const folder = newFolder('pair')
  const replayed = await silotwin(
    'pair',
    '--model',
    `recorded:${recorded}`,
    '--corpus',
    corpus,
    ...design,
    '--out',
    folder,
  )
  for (const { code, err } of [made, replayed]) if (code !== 0) throw new Error(`expected a pair: ${err}`)
  return { folder, printed: [made.out, made.err, replayed.out, replayed.err] }
}

/** Released answers that begin with a formula and name a flower amid the text, imported. */
export async function hostileImport(): Promise<HostileRuns> {
  const answers = newFolder('answers')
  mkdirSync(answers)
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
  const escaped = hostileText.replaceAll('\\', '\\\\').replaceAll("'", "\\'")
  const cells = ['rose', 'tulip'].map((flower) =>
    quoted(`['${escaped} The prettiest flower is the ${flower}.']`),
  )
  const rows = [',0,1', ...[0, 1, 2, 3].map((t) => [t, ...cells].join(','))]
  for (const half of ['', '_2nd'])
    writeFileSync(join(answers, `output2_1_0${half}.csv`), `${rows.join('\n')}\n`)
  const folder = newFolder('imported')
  const { code, out, err } = await silotwin('import', answers, '--out', folder)
  const report = await silotwin('report', folder)
  if (code !== 0 || report.code !== 0)
    throw new Error(`expected an import and its report: ${err}${report.err}`)
  return { folder, printed: [out, err, report.out, report.err] }
}

/** The bundled corpus with the text at the end of every sentence, under a hostile name. */
function hostileCorpus(): string {
  const { target, others, ...corpus } = parse(readFileSync(corpusFile, 'utf8'))
  const worse = (sentences: readonly string[]) => sentences.map((sentence) => `${sentence} ${hostileText}`)
  const silos = target.silos.map((silo: { name: string; answers: readonly string[] }) => ({
    ...silo,
    answers: worse(silo.answers),
  }))
  const file = join(dirname(newFolder()), 'corpus.yaml')
  writeFileSync(file, stringify({ ...corpus, name: hostileText, target: { ...target, silos }, others }))
  return file
}

function appendToAnswers(trace: string): void {
  const lines = readFileSync(trace, 'utf8').trimEnd().split('\n')
  const changed = lines.map((line) =>
    JSON.stringify(JSON.parse(line), (key, value) => (key === 'text' ? `${value} ${hostileText}` : value)),
  )
  writeFileSync(trace, `${changed.join('\n')}\n`)
}
