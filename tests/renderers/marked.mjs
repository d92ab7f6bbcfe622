import { marked } from 'marked'
import { all } from './all.mjs'

all((text) => marked.parse(text, { gfm: true }))
