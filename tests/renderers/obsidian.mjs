// What packages give of Obsidian's Markdown: formulas, wiki links, highlights.
// Its callouts not: the package for them reads escapes as what they escape.
import wikiLinks from '@portaljs/remark-wiki-link'
import raw from 'rehype-raw'
import stringify from 'rehype-stringify'
import marks from 'remark-flexible-markers'
import gfm from 'remark-gfm'
import math from 'remark-math'
import parse from 'remark-parse'
import toHtml from 'remark-rehype'
import { unified } from 'unified'
import { all } from './all.mjs'

const processor = unified()
  .use([parse, gfm, math, wikiLinks, marks])
  .use(toHtml, { allowDangerousHtml: true })
  .use([raw, stringify])
all((text) => String(processor.processSync(text)))
