/** The key of a field's value in a resolved design, and of its flag's in what commander parsed. */
export function fieldKey(name: string): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())
}
