import type { SiloPath } from '../core/silo-path.ts'
import type { Fault } from '../trace/record.ts'
import type { MeanWeights, SeriesName } from './cell.ts'

/**
 * What the script of the page draws from, as JSON in the page. What is long is packed: the Base64 of the raw
 * DEFLATE of its own JSON, unpacked when it is looked at. All text is inert already.
 */
export interface PageData {
  /** Silos in the order of their colors. */
  readonly silos: readonly number[]
  readonly series: readonly SeriesName[]
  readonly cells: readonly PageCell[]
  /** The figures of the comparison by id: nothing that is chosen changes them, so they come as files. */
  readonly compared: Readonly<Record<string, Packed<FigureFiles>>>
}

/** A figure to be saved. */
export interface FigureFiles {
  readonly svg: string
  readonly csv: string
}

declare const packedAs: unique symbol

/** A packed value of some type. */
export type Packed<Value> = string & { readonly [packedAs]?: Value }

export interface PageCell {
  readonly id: string
  readonly mirror: number
  readonly neighbors: number
  /** Paces of the ensembles on a rescaled clock; null: none is known, and there is nothing to switch. */
  readonly rescaledPaces: readonly number[] | null
  readonly ensembles: readonly PageEnsemble[]
  /** The path of every run, by ensemble and run. */
  readonly paths: Packed<readonly (readonly SiloPath[])[]>
}

export interface PageEnsemble {
  /** Index in the series of the page. */
  readonly series: number
  readonly runs: readonly PageRun[]
  /** Index of the run that the page was drawn with; null for none. */
  readonly shown: number | null
}

export interface PageRun {
  readonly run: string
  readonly replicate: number
  readonly agents: number
  readonly steps: number
  readonly memory: number
  readonly seed: number | null
  readonly complete: boolean
  readonly weights: Packed<MeanWeights> | null
  readonly answers: RunAnswers
}

/** The answers of a run: none were given, they are in the page, or there was no room for them. */
export type RunAnswers =
  | { readonly kind: 'none' }
  | { readonly kind: 'here'; readonly packed: Packed<PageAnswers> }
  | { readonly kind: 'left-out' }

export interface PageAnswers {
  /** The different answers of the run. */
  readonly answers: readonly PageAnswer[]
  /** Index of an answer, by time and agent; null where an agent was not asked anew. */
  readonly given: readonly (readonly (number | null)[])[]
}

/** An answer as it is shown. */
export interface PageAnswer {
  readonly text: string
  /** Characters that were cut off its end. */
  readonly omitted: number
  readonly fault: Fault | null
  readonly attempts: number
}

/** JSON that can stand in a script element: no text in it can end the element or begin a comment. */
export function inertJson(value: PageData): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c')
}
