/** One line of a list: what fills the slots of its template, by their names. */
export interface Row {
  readonly key: string
  readonly text: Readonly<Record<string, string>>
  readonly link?: Readonly<Record<string, string>>
  readonly copy?: Readonly<Record<string, string | null>>
  /** Attributes of elements. */
  readonly set?: Readonly<Record<string, Readonly<Record<string, string>>>>
}
