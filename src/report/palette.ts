/** Colours one piece of text. The text is already safe to print. */
export type Paint = (text: string) => string

/** Colours by meaning. Reports take one and know nothing of terminals; the coloured one is made by the caller. */
export interface Palette {
  readonly error: Paint
  readonly warning: Paint
  readonly info: Paint
  readonly good: Paint
  readonly heading: Paint
  readonly name: Paint
  readonly muted: Paint
}

const plain: Paint = (text) => text

export const colourless: Palette = {
  error: plain,
  warning: plain,
  info: plain,
  good: plain,
  heading: plain,
  name: plain,
  muted: plain,
}
