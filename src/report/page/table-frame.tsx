import type { ComponentChildren } from 'preact'

/** A frame in which a wide table is scrolled sideways, by keyboard as well. */
export function TableFrame(props: {
  readonly kind: string
  readonly name: string
  readonly children: ComponentChildren
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable without a mouse
    <section class={`table ${props.kind}`} aria-label={props.name} tabIndex={0}>
      {props.children}
    </section>
  )
}
