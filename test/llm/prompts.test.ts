import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadPrompt, loadReply } from '../../src/adapters/text-files.ts'
import { parsePrompt } from '../../src/llm/prompt.ts'
import { parseReply, parseTemplate } from '../../src/llm/template.ts'

const namesIn = (folder: string) =>
  readdirSync(fileURLToPath(new URL(`../../${folder}/`, import.meta.url)))
    .filter((name) => name.endsWith('.md'))
    .map((name) => name.slice(0, -'.md'.length))

const file = (head: string, message = '{context}') => `---\n${head}\n---\n${message}\n`
const head = 'query: q\nformat: The f\nbegin: null'

describe('the shipped prompts', () => {
  it.each(namesIn('prompts'))('%s asks for the format that it checks', (name) => {
    for (const { begin, format, message, query } of loadPrompt(name).value.questions) {
      const text = message.fill({ context: 'CONTEXT OF THE AGENT' })
      expect(text).toContain('CONTEXT OF THE AGENT')
      expect(query).not.toBe('')
      // Either the answer is begun in the format, or the message asks for it in quotation marks.
      expect(begin ?? text).toContain(begin === null ? `"${format} is"` : format)
    }
  })

  it('ask the first question of preset released in the same words, alone or among others', () => {
    const [alone] = loadPrompt('released').value.questions
    const [first] = loadPrompt('topics').value.questions
    const same = ({ message, ...fields }: typeof first) => [message.fill({ context: 'x' }), fields]
    expect(same(first)).toEqual(same(alone))
  })

  it.each(namesIn('prompts/replies'))('reply %s holds context and message', (name) => {
    const text = loadReply(name).value.fill({ context: '{message}', message: '{context}' })
    expect(text.split('{message}')).toHaveLength(2)
    expect(text.split('{context}')).toHaveLength(2)
  })
})

describe('a prompt file', () => {
  it('holds its first question and the further ones', () => {
    const further = `${head}\nfurther:\n  - {query: r, format: G, begin: G is, message: 'and {context}?'}`
    const { questions } = parsePrompt(file(further), 'p.md')
    expect(questions.map(({ query, format, begin, stop }) => [query, format, begin, stop])).toEqual([
      ['q', 'The f', null, []],
      ['r', 'G', 'G is', []],
    ])
    expect(questions[1].message.fill({ context: 'x' })).toBe('and x?')
  })

  it.each([
    ['no front matter', 'just {context}', /p\.md: expected front matter/],
    ['front matter that is no YAML', file('query: ['), /p\.md: the front matter is not valid YAML/],
    ['an unknown field', file(`${head}\ncolour: red`), /p\.md: .*colour/s],
    ['no context', file(head, 'text'), /p\.md: got the placeholders \[\], accepted: \{context\}, once/],
    ['a context too many', file(head, '{context} {context}'), /accepted: \{context\}, once/],
    [
      'a beginning without the format',
      file('query: q\nformat: The f\nbegin: A rose'),
      /p\.md: begin: got "A rose"/,
    ],
    [
      'a further question without a context',
      file(`${head}\nfurther:\n  - {query: r, format: G, begin: null, message: text}`),
      /p\.md: further question 1: got the placeholders \[\]/,
    ],
    [
      'a further question that begins wrongly',
      file(`${head}\nfurther:\n  - {query: r, format: G, begin: H, message: '{context}'}`),
      /further question 1: begin: got "H"/,
    ],
  ])('is refused with %s', (_, content, message) => {
    expect(() => parsePrompt(content, 'p.md')).toThrow(message)
  })

  it('of a reply must hold both', () => {
    expect(() => parseReply('{context}', 'r.md')).toThrow(
      /r\.md: got the placeholders \[context\], accepted: \{context\} and \{message\}, each once/,
    )
  })
})

describe('a template', () => {
  it('puts any text in as it is', () => {
    const template = parseTemplate('a {context} b {message} c', ['context', 'message'], 'here')
    fc.assert(
      fc.property(fc.string(), fc.string(), (context, message) => {
        expect(template.fill({ context, message })).toBe(`a ${context} b ${message} c`)
      }),
    )
    const hostile = "{message} $& $1 $' {context}"
    expect(template.fill({ context: hostile, message: 'x' })).toBe(`a ${hostile} b x c`)
  })
})
