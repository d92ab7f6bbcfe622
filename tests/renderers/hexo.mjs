// Hexo's own way of a post: fences, Nunjucks, marked; with the settings of the blog in the folder that is named.
import { readFileSync } from 'node:fs'
import Hexo from 'hexo'

const hexo = new Hexo(process.argv[2], { silent: true })
await hexo.init()
const pages = []
for (const content of JSON.parse(readFileSync('/dev/stdin', 'utf8'))) {
  pages.push((await hexo.post.render('post.md', { content, engine: 'markdown' })).content)
}
process.stdout.write(JSON.stringify(pages))
