// Documents in, as a JSON array; what *render* makes of each out.
import { readFileSync } from 'node:fs'

export const all = (render) =>
  process.stdout.write(JSON.stringify(JSON.parse(readFileSync('/dev/stdin', 'utf8')).map((text) => render(text))))
